package io.github.tokenaudit.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a file as bytes of UTF-8; offsets count these. One pass over them checks the encoding and finds the
 * shallow lines, those indented by at most {@value #SHALLOW} spaces: for nearly everyone's indentation they show where
 * documents and their keys of two levels begin. Only what is parsed is ever decoded.
 */
final class Text {

    private static final int SHALLOW = 2;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EIGHT_SPACES = 0x2020202020202020L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private final String file;
    private final byte[] bytes;
    private final int start;
    private final boolean wellEncoded;
    private int end;
    private boolean loneReturns;
    private int[] shallowLines = new int[64];
    private int[] lineNumbers = new int[64];
    private int shallowCount;

    /** Reads UTF-8, or UTF-16 where a byte order mark says so, as go-yaml's reader does. */
    static Text of(String file, byte[] bytes) {
        Charset charset = charset(bytes);
        if (charset.equals(StandardCharsets.UTF_8)) {
            return new Text(file, bytes, true);
        }
        CharBuffer text = CharBuffer.allocate(bytes.length / 2);
        CoderResult result = charset.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
        byte[] decodable = text.flip().toString().getBytes(StandardCharsets.UTF_8);
        return new Text(file, decodable, !result.isError());
    }

    /** What a byte order mark says of the encoding. */
    static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    private static boolean hasByteOrderMark(byte[] utf8) {
        return utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF;
    }

    private Text(String file, byte[] bytes, boolean wellEncoded) {
        this.file = file;
        this.bytes = bytes;
        this.end = bytes.length;
        this.start = hasByteOrderMark(bytes) ? 3 : 0;
        int malformed = scan();
        this.wellEncoded = wellEncoded && malformed < 0;
        this.end = malformed < 0 ? end : malformed;
    }

    /** Gives the offset of the first byte that can't be decoded; -1 when there is none. */
    private int scan() {
        addShallowLine(start, 0);
        int line = 0;
        for (int at = nextSpecial(start); at < end; at = nextSpecial(at)) {
            byte special = bytes[at];
            if (special < 0) {
                int length = sequenceLength(at);
                if (length == 0) {
                    return at;
                }
                at += length;
                continue;
            }
            at++;
            if (special == '\n') {
                line++;
                if (isShallow(at)) {
                    addShallowLine(at, line);
                }
            } else if (special == '\r' && (at == end || bytes[at] != '\n')) {
                loneReturns = true;
            }
        }
        return -1;
    }

    /**
     * The offset of the next byte that is a control character or no ASCII, or the text's end. Looks at eight bytes at
     * once: one by one, it would take a quarter of the whole audit's time to pass over what nobody asks for.
     */
    private int nextSpecial(int from) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            // A byte's highest bit is set when it has been so before, or when the byte is less than a space. A borrow
            // may spoil the bytes above such a one, but the lowest is what is asked for.
            long special = (eight | (eight - EIGHT_SPACES)) & HIGHEST_BITS;
            if (special != 0) {
                return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
        }
        while (at < end && bytes[at] >= ' ') {
            at++;
        }
        return at;
    }

    /** The length of a UTF-8 sequence of several bytes (Unicode, table 3-7); 0 when it is malformed. */
    private int sequenceLength(int at) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if (!continuesCharacter(bytes[at + i])) {
                return 0;
            }
        }
        return length;
    }

    /** Whether a byte of UTF-8 belongs to the character that an earlier byte began. */
    static boolean continuesCharacter(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /** Blank lines are none: a file of nothing else must not take many times its size. */
    private boolean isShallow(int line) {
        int at = line;
        while (at < end && bytes[at] == ' ' && at - line <= SHALLOW) {
            at++;
        }
        return at - line <= SHALLOW && at < end && bytes[at] != '\n' && bytes[at] != '\r';
    }

    private void addShallowLine(int at, int number) {
        if (shallowCount == shallowLines.length) {
            shallowLines = Arrays.copyOf(shallowLines, shallowCount * 2);
            lineNumbers = Arrays.copyOf(lineNumbers, shallowCount * 2);
        }
        shallowLines[shallowCount] = at;
        lineNumbers[shallowCount++] = number;
    }

    /** The file's name. */
    String file() {
        return file;
    }

    /** False when something can't be decoded: the text ends there. */
    boolean isWellEncoded() {
        return wellEncoded;
    }

    /** Whether CR ends lines by itself somewhere. */
    boolean hasLoneReturns() {
        return loneReturns;
    }

    /** Where the text starts: behind the byte order mark. */
    int start() {
        return start;
    }

    /** The offset behind the text. */
    int end() {
        return end;
    }

    byte at(int offset) {
        return bytes[offset];
    }

    /** Whether so many ASCII characters stand at an offset. */
    boolean startsWith(String ascii, int at) {
        if (at + ascii.length() > end) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a part. */
    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Decodes a part. */
    String decode(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The offset of the LF that ends the line, or the text's end. */
    int lineEnd(int from) {
        int at = nextSpecial(from);
        while (at < end && bytes[at] != '\n') {
            at = nextSpecial(at + 1);
        }
        return at;
    }

    /** Where the line starts that follows the first line break (LF, CRLF or CR) from an offset on; -1 when none does. */
    int afterBreak(int from) {
        for (int at = nextSpecial(from); at < end; at = nextSpecial(at + 1)) {
            boolean loneReturn = bytes[at] == '\r' && (at + 1 == end || bytes[at + 1] != '\n');
            if (bytes[at] == '\n' || loneReturn) {
                return at + 1;
            }
        }
        return -1;
    }

    /**
     * A line behind an offset, as LF ends lines. Passes over no line that is indented by so many spaces or fewer, unless
     * it is blank.
     *
     * @return where the line starts, or an offset not before the text's end
     */
    int nextLine(int from, int indent) {
        if (indent > SHALLOW) {
            return lineEnd(from) + 1;
        }
        int index = firstShallowLine(from + 1);
        return index < shallowCount ? shallowLines[index] : end;
    }

    /** The index of the first shallow line that starts at an offset or behind it. */
    int firstShallowLine(int from) {
        int found = Arrays.binarySearch(shallowLines, 0, shallowCount, from);
        return found >= 0 ? found : -found - 1;
    }

    int shallowLineCount() {
        return shallowCount;
    }

    /** Where the shallow line of an index starts. */
    int shallowLine(int index) {
        return shallowLines[index];
    }

    /** The line number of the shallow line of an index, from 0. */
    int lineNumber(int index) {
        return lineNumbers[index];
    }
}
