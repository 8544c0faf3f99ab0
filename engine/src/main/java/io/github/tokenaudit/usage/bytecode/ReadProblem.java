package io.github.tokenaudit.usage.bytecode;

/**
 * Something that could not be read.
 *
 * @param place the file, with the entry of a jar behind {@code !/}
 * @param message what is wrong, as a sentence without its place
 */
public record ReadProblem(String place, String message) {}
