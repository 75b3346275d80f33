// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/chat/code_highlight.h"

#include <srchilite/formatter.h>
#include <srchilite/formatterfactory.h>
#include <srchilite/formattermanager.h>
#include <srchilite/formatterparams.h>
#include <srchilite/langdefmanager.h>
#include <srchilite/langmap.h>
#include <srchilite/regexrulefactory.h>
#include <srchilite/settings.h>
#include <srchilite/sourcehighlighter.h>

#include <map>
#include <sstream>

namespace conclave {

namespace {

/// Appends escaped HTML in one colour.
class HtmlFormatter : public srchilite::Formatter {
public:
    HtmlFormatter(QString& out, QString colour) : m_out(out), m_colour(std::move(colour)) {}

    void format(const std::string& text, const srchilite::FormatterParams*) override {
        const QString escaped = QString::fromStdString(text).toHtmlEscaped();
        m_out += m_colour.isEmpty() || escaped.trimmed().isEmpty()
                     ? escaped
                     : QStringLiteral("<span style=\"color:%1\">%2</span>").arg(m_colour, escaped);
    }

private:
    QString& m_out;
    QString m_colour;
};

/// The language file for what people write behind the fence; empty if there is none.
std::string languageFile(const QString& language) {
    static const std::map<QString, const char*> kAliases{
        {QStringLiteral("c++"), "cpp.lang"},       {QStringLiteral("py"), "python.lang"},
        {QStringLiteral("js"), "javascript.lang"}, {QStringLiteral("ts"), "typescript.lang"},
        {QStringLiteral("bash"), "sh.lang"},       {QStringLiteral("shell"), "sh.lang"},
        {QStringLiteral("rs"), "rust.lang"},       {QStringLiteral("c#"), "csharp.lang"}};
    const QString key = language.toLower();
    if (const auto found = kAliases.find(key); found != kAliases.end()) {
        return found->second;
    }
    srchilite::LangMap map("lang.map");
    map.open();
    return map.getMappedFileName(key.toStdString());
}

} // namespace

CodePalette codePalette(bool dark) {
    return dark ? CodePalette{"#B394EE", "#6CC58F", "#EE9468", "#8B8F92", "#7FB2EC"}
                : CodePalette{"#7A4FBF", "#2F7D4F", "#B3522B", "#6C6963", "#2E6FB7"};
}

QString highlightCode(const QString& code, const QString& language, bool dark) {
    if (language.isEmpty()) {
        return code.toHtmlEscaped();
    }
    try {
        const std::string file = languageFile(language);
        if (file.empty()) {
            return code.toHtmlEscaped();
        }
        const CodePalette palette = codePalette(dark);
        QString html;
        const auto in = [&](const QString& colour) {
            return srchilite::FormatterPtr(new HtmlFormatter(html, colour));
        };
        srchilite::FormatterManager formatters(in({}));
        for (const char* name : {"keyword", "type", "preproc", "usertype"}) {
            formatters.addFormatter(name, in(palette.keyword));
        }
        for (const char* name : {"string", "specialchar", "regexp"}) {
            formatters.addFormatter(name, in(palette.string));
        }
        formatters.addFormatter("number", in(palette.number));
        formatters.addFormatter("comment", in(palette.comment));
        formatters.addFormatter("function", in(palette.function));

        srchilite::RegexRuleFactory rules;
        srchilite::LangDefManager languages(&rules);
        srchilite::SourceHighlighter highlighter(
            languages.getHighlightState(srchilite::Settings::retrieveDataDir(), file));
        highlighter.setFormatterManager(&formatters);
        highlighter.setOptimize(false);
        srchilite::FormatterParams params;
        highlighter.setFormatterParams(&params);
        std::istringstream lines(code.toStdString());
        bool first = true;
        for (std::string line; std::getline(lines, line); first = false) {
            html += first ? QString() : QStringLiteral("\n");
            params.start = 0;
            highlighter.highlightParagraph(line);
        }
        return html;
    } catch (const std::exception&) {
        return code.toHtmlEscaped(); // an unknown or broken language definition: plain code
    }
}

} // namespace conclave
