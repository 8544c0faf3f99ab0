package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.MethodInfo;

/** What the analysis does not find out by itself: the meaning of libraries. */
public interface CallModel {

    /**
     * Whether calls of a class's methods matter; methods that can't reach any such call are not followed.
     *
     * @param className internal name
     */
    boolean isClient(String className);

    /** Whether it is worth following a method anew for an argument of this class; {@code className} is internal. */
    boolean isWorthTelling(String className);

    /** Whether objects of a class may be of any resource, so that who makes them tells which. */
    boolean isOfAnyResource(String className);

    /** A method begins to be followed, perhaps again: what its calls meant when it was followed before no longer counts. */
    void begin(Context context);

    /**
     * A call.
     *
     * @param returned what it returns as far as types and followed code tell; of a constructor, the new object
     * @param analysis to be told what else the call leads to
     * @return the same, with what the model knows of it
     */
    Value after(Call call, Value returned, FlowAnalysis analysis);

    /** What a lambda gets that is passed to a call, with what the model knows of it. */
    Value passed(Call call, Value parameter);

    /** Whether a framework calls a method, as one that injects into it, though it overrides nothing of a library. */
    boolean isCalledByFramework(MethodInfo method);

    /** A class read with its code can have instances from now on; told once per class. */
    void instantiated(ClassInfo type, FlowAnalysis analysis);
}
