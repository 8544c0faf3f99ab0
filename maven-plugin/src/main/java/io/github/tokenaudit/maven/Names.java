package io.github.tokenaudit.maven;

import java.nio.file.Path;
import java.util.Objects;

/** What files are called in reports. */
final class Names {

    private Names() {}

    /**
     * A file's name, with {@code /} on every system: relative to a folder, by {@code ..} where it lies outside.
     * Absolute only where no way leads from one to the other, on another drive.
     *
     * @param folder absolute
     * @param file absolute
     */
    static String relative(Path folder, Path file) {
        boolean sameRoot = Objects.equals(folder.getRoot(), file.getRoot());
        Path name = sameRoot ? folder.relativize(file) : file;
        return name.toString().replace(name.getFileSystem().getSeparator(), "/");
    }
}
