package io.jenkins.plugins.tokenaudit;

import hudson.model.Run;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The findings of a job's last audited builds as a bar chart. It is made of the numbers in {@code build.xml}; no report is
 * opened for it. Lengths are in units of the picture, of which
 * a bar may be {@value #HEIGHT} high.
 */
@Restricted(NoExternalUse.class)
public final class Trend {

    private static final int MOST_BARS = 50;
    private static final int FARTHEST = 100;
    private static final int FEWEST_PLACES = 20;
    private static final int WIDTH = 600;
    private static final int HEIGHT = 200;

    private final List<Bar> bars;
    private final int pitch;
    private final int highest;

    private Trend(List<TokenAuditAction> audits) {
        highest = audits.stream()
                .mapToInt(audit -> audit.getSummary().getFindings())
                .max()
                .orElse(0);
        pitch = WIDTH / Math.max(FEWEST_PLACES, audits.size());
        bars = new ArrayList<>();
        audits.forEach(audit -> bars.add(new Bar(audit, bars.size() * pitch, pitch, highest)));
    }

    /** The trend up to an audit, over builds with the same id. */
    static Trend of(TokenAuditAction last) {
        List<TokenAuditAction> audits = new ArrayList<>();
        Run<?, ?> run = last.getRun();
        for (int i = 0; run != null && i < FARTHEST && audits.size() < MOST_BARS; i++) {
            TokenAuditAction.of(run, last.getId()).ifPresent(audits::add);
            run = run.getPreviousCompletedBuild();
        }
        Collections.reverse(audits);
        return new Trend(audits);
    }

    /** The oldest first. */
    public List<Bar> getBars() {
        return bars;
    }

    /** The severities of the last build's findings, the worst first, to explain the colours. */
    public List<SeverityCount> getSeverities() {
        return SeverityCount.of(bars.get(bars.size() - 1).getSummary());
    }

    public int getWidth() {
        return WIDTH;
    }

    /** From one bar to the next. */
    public int getPitch() {
        return pitch;
    }

    /** The most findings of any build. */
    public int getHighest() {
        return highest;
    }

    /** One build. */
    public static final class Bar {

        private final TokenAuditAction audit;
        private final int x;
        private final int pitch;
        private final List<Piece> pieces = new ArrayList<>();

        private Bar(TokenAuditAction audit, int x, int pitch, int highest) {
            this.audit = audit;
            this.x = x;
            this.pitch = pitch;
            double top = HEIGHT;
            for (SeverityCount count : SeverityCount.of(audit.getSummary())) {
                double height = highest == 0 ? 0 : (double) HEIGHT * count.number() / highest;
                top -= height;
                if (count.number() > 0) {
                    pieces.add(new Piece(count.severity(), top, height));
                }
            }
        }

        public int getX() {
            return x;
        }

        public int getCentre() {
            return x + pitch / 2;
        }

        public String getUrl() {
            return audit.getRun().getNumber() + "/" + audit.getUrlName() + "/";
        }

        public String getBuild() {
            return audit.getRun().getDisplayName();
        }

        public AuditSummary getSummary() {
            return audit.getSummary();
        }

        public String getVerdict() {
            return audit.getVerdict().getText();
        }

        public List<Piece> getPieces() {
            return pieces;
        }

        /** The bar in words. */
        public String getText() {
            AuditSummary summary = audit.getSummary();
            return Messages.Trend_bar(
                    getBuild(),
                    summary.getGrade(),
                    summary.getCritical(),
                    summary.getHigh(),
                    summary.getMedium(),
                    summary.getLow(),
                    summary.getInfo());
        }
    }

    /** The findings of one severity in a bar. */
    public record Piece(Severity severity, double top, double height) {
        public String getSeverity() {
            return severity.label();
        }

        public double getTop() {
            return top;
        }

        public double getHeight() {
            return height;
        }
    }
}
