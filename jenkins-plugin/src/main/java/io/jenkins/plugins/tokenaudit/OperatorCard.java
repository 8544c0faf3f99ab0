package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.github.tokenaudit.posture.Grade;
import io.github.tokenaudit.report.Prose;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.report.Report.Path;
import io.github.tokenaudit.report.Report.Step;
import io.github.tokenaudit.report.Report.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An operator as its card shows it. */
@Restricted(NoExternalUse.class)
public final class OperatorCard {

    private static final int MOST = 50;
    private static final int MOST_ABILITIES = 10;
    private static final int MOST_STEPS = 20;

    private final int number;
    private final Operator operator;
    private final int findingCount;
    private final List<GrantLine> grants;

    /**
     * @param number its place in the report
     * @param operator what is told
     * @param findingCount how many of its findings count
     */
    OperatorCard(int number, Operator operator, int findingCount) {
        this.number = number;
        this.operator = operator;
        this.findingCount = findingCount;
        this.grants = GrantLine.widest(operator.grants());
    }

    /** The number in the report, by which the page filters. */
    public int getNumber() {
        return number;
    }

    public String getGrade() {
        return operator.grade().name();
    }

    /** Whether it needs to be seen first: its card is open. */
    public boolean isBad() {
        return operator.grade().compareTo(Grade.D) >= 0;
    }

    public String getWorkload() {
        return operator.workload().id().display();
    }

    @CheckForNull
    public String getPlace() {
        return operator.workload().location() == null
                ? null
                : operator.workload().location().toString();
    }

    public String getAccount() {
        return operator.account().id().placedName();
    }

    public String getCapability() {
        return operator.capability().label();
    }

    /** What it amounts to where OLM installs it for some namespaces only; null where that makes no difference. */
    @CheckForNull
    public String getUnlifted() {
        return operator.unlifted() == null ? null : operator.unlifted().label();
    }

    public String getMeaning() {
        return Words.meaning(operator.capability());
    }

    public List<String> getAbilities() {
        return operator.abilities().stream()
                .limit(MOST_ABILITIES)
                .map(ability -> Words.placed(ability.text(), ability.location()))
                .toList();
    }

    public int getAbilitiesLeftOut() {
        return Math.max(0, operator.abilities().size() - MOST_ABILITIES);
    }

    /** What its pods give to whoever gets into them, without any token. */
    public List<String> getOpenings() {
        return operator.openings().stream()
                .limit(MOST_ABILITIES)
                .map(opening -> Words.placed(Prose.plain(Words.sentence(opening.text())), opening.location()))
                .toList();
    }

    public int getOpeningsLeftOut() {
        return Math.max(0, operator.openings().size() - MOST_ABILITIES);
    }

    public List<TokenRow> getTokens() {
        return operator.tokens().stream().limit(MOST).map(TokenRow::new).toList();
    }

    public int getTokensLeftOut() {
        return Math.max(0, operator.tokens().size() - MOST);
    }

    /** The widest first. */
    public List<GrantLine> getGrants() {
        return grants;
    }

    /** How many grants there are. */
    public int getGrantCount() {
        return operator.grants().size() + operator.grantsLeftOut();
    }

    public int getGrantsLeftOut() {
        return Math.max(0, getGrantCount() - grants.size());
    }

    public int getFindingCount() {
        return findingCount;
    }

    /**
     * One box of the picture.
     *
     * @param title what it is
     * @param text in plain words
     * @param place what proves it; empty for nothing
     * @param capability where the way ends, what that amounts to; empty before
     */
    public record Box(String title, String text, String place, String capability) {
        private static Box of(String title, String text) {
            return new Box(title, text, "", "");
        }

        public String getTitle() {
            return title;
        }

        public String getText() {
            return text;
        }

        public String getPlace() {
            return place;
        }

        public String getCapability() {
            return capability;
        }
    }

    /** The way from the pod to its power, box by box: by the worst path, if any leads further than the account itself. */
    public List<Box> getPicture() {
        List<Box> boxes = new ArrayList<>();
        boxes.add(
                Box.of(operator.workload().id().kind(), operator.workload().id().name()));
        boxes.add(Box.of(Messages.OperatorCard_tokenOf(getAccount()), token()));
        if (operator.tokens().isEmpty()) {
            return boxes;
        }
        if (operator.paths().isEmpty()) {
            boxes.add(new Box(Messages.OperatorCard_reach(), getCapability(), "", getCapability()));
            return boxes;
        }
        PathRow worst = getPaths().get(0);
        boxes.addAll(worst.getSteps());
        boxes.add(new Box(worst.getGoal(), worst.getCondition(), "", worst.getCapability()));
        return boxes;
    }

    private String token() {
        List<Token> tokens = operator.tokens();
        if (tokens.isEmpty()) {
            return Messages.OperatorCard_noToken();
        }
        long containers = tokens.stream().map(Token::container).distinct().count();
        boolean forEver = tokens.stream().map(Token::validSeconds).anyMatch(Objects::isNull);
        Long longest = forEver
                ? null
                : tokens.stream().map(Token::validSeconds).max(Long::compare).orElseThrow();
        return Messages.OperatorCard_tokenIn(containers, Words.lifetime(longest));
    }

    /** Where the token leads, the worst goal first. */
    public List<PathRow> getPaths() {
        return operator.paths().stream()
                .limit(MOST)
                .map(path -> new PathRow(getAccount(), path))
                .toList();
    }

    public int getPathsLeftOut() {
        return Math.max(0, operator.paths().size() - MOST);
    }

    /**
     * A path as the card shows it.
     *
     * @param account whose token it begins with; its own steps need not name it again
     * @param path what is told
     */
    public record PathRow(String account, Path path) {
        public String getGoal() {
            return Words.capital(path.to().words());
        }

        public String getCapability() {
            return path.capability().label();
        }

        /** What must be so on the cluster, as a sentence. */
        public String getCondition() {
            return path.conditions().isEmpty()
                    ? Messages.OperatorCard_onAnyCluster()
                    : Messages.OperatorCard_providedThat(
                            String.join(" " + Messages.OperatorCard_and() + " ", path.conditions()));
        }

        public List<Box> getSteps() {
            List<Step> steps = path.steps();
            List<Box> boxes = new ArrayList<>();
            for (Step step : steps.subList(0, Math.min(MOST_STEPS, steps.size()))) {
                boxes.add(new Box(
                        Messages.OperatorCard_step(boxes.size() + 1),
                        Words.sentence(withoutAccount(step.text())),
                        step.location() == null ? "" : step.location().toString(),
                        ""));
            }
            if (steps.size() > MOST_STEPS) {
                boxes.add(Box.of(Messages.OperatorCard_moreSteps(steps.size() - MOST_STEPS), ""));
            }
            return boxes;
        }

        private String withoutAccount(String text) {
            String prefix = "account " + account + " can ";
            return text.startsWith(prefix) ? Messages.OperatorCard_it(text.substring(prefix.length())) : text;
        }
    }

    /** A token as the card shows it. */
    public record TokenRow(Token token) {
        public String getContainer() {
            return token.container();
        }

        public String getKind() {
            return Words.kind(token.kind());
        }

        public String getPath() {
            return token.path();
        }

        public String getValid() {
            return Words.lifetime(token.validSeconds());
        }
    }
}
