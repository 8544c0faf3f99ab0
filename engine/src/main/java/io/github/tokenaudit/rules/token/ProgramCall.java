package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a container calls a Go program, with its flags as the library pflag reads them: the last of repeated flags counts,
 * lists add up, {@code _} is {@code -}, a boolean's value follows {@code =} only.
 *
 * @param arguments what follows the program's name
 */
record ProgramCall(List<Word> arguments) {

    /** A word of a command line, with the field that holds it: for a word of a shell script the whole script. */
    record Word(String text, Field field) {}

    /** A flag's effective value, with the word that sets it. */
    record Value(String text, Field field) {}

    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash");

    /** Programs that run the one that their last arguments name. */
    private static final Set<String> WRAPPERS =
            Set.of("exec", "env", "nice", "sudo", "tini", "dumb-init", "go-runner", "hyperkube");

    /** The call of a program in a container's command line, directly, by a wrapper or in a shell's {@code -c} script. */
    static Optional<ProgramCall> of(Container container, String program) {
        List<Word> words = new ArrayList<>();
        for (Field field : container.commandLine()) {
            words.add(new Word(field.textOr(""), field));
        }
        return commands(words).stream()
                .flatMap(command -> callIn(command, program).stream())
                .findFirst();
    }

    private static List<List<Word>> commands(List<Word> words) {
        if (!words.isEmpty() && SHELLS.contains(baseName(words.get(0).text))) {
            for (int i = 1; i < words.size() - 1; i++) {
                if (words.get(i).text.matches("-[a-z]*c")) {
                    return ShellScript.commands(words.get(i + 1));
                }
            }
        }
        return List.of(words);
    }

    private static Optional<ProgramCall> callIn(List<Word> command, String program) {
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i).text;
            if (baseName(word).equals(program)) {
                return Optional.of(new ProgramCall(List.copyOf(command.subList(i + 1, command.size()))));
            }
            boolean passedOver = WRAPPERS.contains(baseName(word)) || word.startsWith("-") || word.contains("=");
            if (!passedOver) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether a variable stands for whole flags, so that what is absent may be there. */
    boolean hasUnknownFlags() {
        return arguments.stream().anyMatch(word -> word.text.startsWith("$") || word.text.startsWith("{{"));
    }

    /** The value of a flag that takes one; empty when the flag is absent. */
    Optional<Value> value(String flag) {
        return last(values(flag, true));
    }

    /** The values of a flag that may be repeated or list several after commas, in order. */
    List<Value> list(String flag) {
        List<Value> items = new ArrayList<>();
        for (Value value : values(flag, true)) {
            for (String item : value.text.split(",", -1)) {
                items.add(new Value(item.strip(), value.field));
            }
        }
        return items;
    }

    /** The value of a boolean flag; empty when the flag is absent. A bare flag says true. */
    Optional<Value> bool(String flag) {
        return last(values(flag, false));
    }

    private static Optional<Value> last(List<Value> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    private List<Value> values(String flag, boolean takesNextWord) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            if (!word.text.startsWith("--")) {
                continue;
            }
            int equals = word.text.indexOf('=');
            String name = (equals < 0 ? word.text : word.text.substring(0, equals)).replace('_', '-');
            if (!name.equals("--" + flag)) {
                continue;
            }
            if (equals >= 0) {
                values.add(new Value(word.text.substring(equals + 1), word.field));
            } else if (!takesNextWord) {
                values.add(new Value("true", word.field));
            } else if (i + 1 < arguments.size()) {
                i++;
                values.add(new Value(arguments.get(i).text, arguments.get(i).field));
            }
        }
        return values;
    }

    /** Whether Go's {@code strconv.ParseBool} reads a text as false. */
    static boolean isFalse(String text) {
        return Set.of("0", "f", "false").contains(text.toLowerCase(Locale.ROOT));
    }
}
