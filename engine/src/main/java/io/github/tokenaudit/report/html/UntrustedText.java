package io.github.tokenaudit.report.html;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import io.github.tokenaudit.report.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What every text passes on its way into the page. Besides the escaping that the template engine does for each context,
 * it is bounded, and characters that nobody sees but that change what is seen are told by their number.
 */
final class UntrustedText extends OwaspHtmlTemplateOutput {

    UntrustedText(TemplateOutput output) {
        super(output);
    }

    @Override
    public void writeUserContent(@Nullable String value) {
        super.writeUserContent(value == null ? null : PlainText.visible(PlainText.bounded(value)));
    }
}
