package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.github.tokenaudit.posture.Grade;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.Operator;
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
    private static final int MOST_ROLES = 3;

    private final int number;
    private final Operator operator;

    OperatorCard(int number, Operator operator) {
        this.number = number;
        this.operator = operator;
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
        return Words.account(operator);
    }

    public String getCapability() {
        return operator.capability().label();
    }

    public String getMeaning() {
        return Words.meaning(operator.capability());
    }

    public List<String> getAbilities() {
        return operator.abilities().stream()
                .limit(MOST_ABILITIES)
                .map(ability ->
                        ability.location() == null ? ability.text() : ability.text() + " (" + ability.location() + ")")
                .toList();
    }

    public int getAbilitiesLeftOut() {
        return Math.max(0, operator.abilities().size() - MOST_ABILITIES);
    }

    public List<TokenRow> getTokens() {
        return operator.tokens().stream().limit(MOST).map(TokenRow::new).toList();
    }

    public int getTokensLeftOut() {
        return Math.max(0, operator.tokens().size() - MOST);
    }

    public List<GrantLine> getGrants() {
        return operator.grants().stream().limit(MOST).map(GrantLine::new).toList();
    }

    /** How many grants there are. */
    public int getGrantCount() {
        return operator.grants().size() + operator.grantsLeftOut();
    }

    public int getGrantsLeftOut() {
        return Math.max(0, getGrantCount() - Math.min(MOST, operator.grants().size()));
    }

    public int getFindingCount() {
        return operator.findings().size();
    }

    /** One box of the picture. */
    public record Box(String title, String text) {
        public String getTitle() {
            return title;
        }

        public String getText() {
            return text;
        }
    }

    /** The way from the pod to its power, box by box. */
    public List<Box> getPath() {
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box(
                operator.workload().id().kind(), operator.workload().id().name()));
        boxes.add(new Box(Messages.OperatorCard_token(), token()));
        boxes.add(new Box(Messages.OperatorCard_account(), getAccount()));
        boxes.add(new Box(Messages.OperatorCard_roles(), roles()));
        boxes.add(new Box(Messages.OperatorCard_reach(), getCapability()));
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

    private String roles() {
        List<String> roles = operator.grants().stream()
                .flatMap(grant -> grant.via().stream())
                .map(via -> via.role().id().display())
                .distinct()
                .toList();
        if (roles.isEmpty()) {
            return Messages.OperatorCard_noRole();
        }
        String first = String.join(", ", roles.subList(0, Math.min(MOST_ROLES, roles.size())));
        return roles.size() > MOST_ROLES ? Messages.OperatorCard_andMore(first, roles.size() - MOST_ROLES) : first;
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

    /** A grant as the card shows it. */
    public record GrantLine(GrantRow grant) {
        public String getVerbs() {
            return String.join(", ", grant.verbs());
        }

        public String getResource() {
            return Words.resource(grant);
        }

        public String getNames() {
            return String.join(", ", grant.resourceNames());
        }

        public String getNamespaces() {
            return Words.namespaces(grant);
        }

        public String getVia() {
            return grant.via().stream()
                    .limit(MOST_ROLES)
                    .map(via -> via.role().id().display())
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
        }
    }
}
