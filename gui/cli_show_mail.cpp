#include "gui/cli_show_mail.hpp"

#include "base/utf8.hpp"
#include "gui/cli_table.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

using enum Table::Align;

std::string called(const std::string& label, const std::string& address) {
    return label.empty() ? short_address(address) : printable(label);
}

// --- cards ---

std::string word_of(const MailContact& contact) {
    if (!contact.known) return "unknown";
    if (contact.changed) return "changed";
    return contact.compared ? "compared" : "not compared";
}

JsonWriter json_of(const MailContact& contact) {
    JsonWriter json;
    json.text("address", contact.address).text("label", contact.label);
    json.text("state", word_of(contact)).integer("sequence", contact.sequence);
    return json.text("until", contact.until).text("words", contact.fingerprint);
}

// --- letters ---

std::string word_of(MailState state) {
    switch (state) {
        case MailState::Received: return "received";
        case MailState::Waiting: return "waiting";
        case MailState::OnItsWay: return "on its way";
        case MailState::Delivered: return "delivered";
        case MailState::Expired: return "expired";
    }
    return {};
}

JsonWriter json_of(const CliLetter& letter) {
    JsonWriter json;
    json.integer("number", letter.letter.number).text("state", word_of(letter.letter.state));
    json.text("address", letter.address).text("label", letter.label);
    json.text("sent", letter.letter.sent).text("text", letter.letter.text);
    return json.text("trouble", letter.letter.trouble);
}

std::string headline(const CliLetter& letter) {
    const std::string who = called(letter.label, letter.address);
    const std::string when = ", " + letter.letter.sent;
    if (!letter.letter.ours) return "from " + who + when;
    const std::string& trouble = letter.letter.trouble;
    return "to " + who + when + ": " + word_of(letter.letter.state) +
           (trouble.empty() ? "" : " (" + printable(trouble) + ")");
}

// Each line a little to the right: what somebody writes cannot look like a headline.
std::string indented(const std::string& text) {
    std::string lines = "    ";
    for (const char each : readable(text)) {
        lines += each;
        if (each == '\n') lines += "    ";
    }
    return lines;
}

// --- engravings ---

JsonWriter json_of(const Engraving& engraving) {
    JsonWriter json;
    json.text("address", engraving.author).text("label", engraving.label);
    json.integer("height", engraving.height);
    json.text("state", engraving.verified ? "verified" : "heard").text("text", engraving.text);
    return json.text("when", engraving.when);
}

std::string author_of(const Engraving& engraving) {
    const std::string author = short_address(engraving.author);
    return engraving.label.empty() ? author : printable(engraving.label) + ", " + author;
}

template <class Item>
std::vector<std::string> texts_of(const std::vector<Item>& items) {
    std::vector<std::string> texts;
    texts.reserve(items.size());
    for (const Item& each : items) texts.push_back(json_of(each).to_text());
    return texts;
}

std::string how_many(std::size_t shown, std::size_t total) {
    if (shown >= total) return {};
    return figures({shown}) + " of " + figures({total}) + "; --limit N shows more\n";
}

}  // namespace

CliAnswer show_card(const MailView& mail) {
    CliAnswer answer;
    Table table{Left, Left};
    table.row({"address", mail.address});
    table.row({"sequence", figures({mail.card.sequence})});
    table.row({"until", mail.card.until});
    table.row({"words", mail.card.fingerprint});
    answer.text = table.to_text();
    answer.json.text("address", mail.address).integer("sequence", mail.card.sequence);
    answer.json.text("until", mail.card.until).text("words", mail.card.fingerprint);
    return answer;
}

CliAnswer show_contact_card(const MailContact& contact) {
    Table table{Left, Left};
    table.row({"address", contact.address});
    if (!contact.label.empty()) table.row({"name", printable(contact.label)});
    table.row({"until", contact.until});
    table.row({"words", contact.fingerprint});
    table.row({"state", word_of(contact)});
    return {table.to_text(), json_of(contact)};
}

CliAnswer show_compared(const std::string& words, const std::string& done) {
    CliAnswer answer{words + "\n" + printable(done) + "\n", {}};
    answer.json.text("done", done).text("words", words);
    return answer;
}

CliAnswer show_contact_cards(const std::vector<MailContact>& contacts) {
    CliAnswer answer;
    Table table{Left, Left, Left};
    for (const MailContact& each : contacts) {
        const bool alarm = each.known && each.changed;
        table.row({called(each.label, each.address),
                   alarm        ? "changed: compare again"
                   : each.known ? word_of(each)
                                : "no card yet",
                   each.fingerprint});
    }
    answer.text = contacts.empty() ? "no cards yet\n" : table.to_text();
    answer.json.objects("cards", texts_of(contacts));
    return answer;
}

CliAnswer show_letters(const std::vector<CliLetter>& letters, std::size_t total) {
    CliAnswer answer;
    for (const CliLetter& each : letters) {
        answer.text += headline(each) + "\n" + indented(each.letter.text) + "\n";
    }
    if (total == 0) answer.text = "no letters yet\n";
    answer.text += how_many(letters.size(), total);
    answer.json.objects("letters", texts_of(letters)).integer("total", total);
    return answer;
}

CliAnswer show_written(const CliLetter& written, const MailContact* contact) {
    CliAnswer answer{headline(written) + "\n", json_of(written)};
    answer.json.text("card", word_of(contact ? *contact : MailContact{}));
    return answer;
}

CliAnswer show_engravings(const CliTimeline& timeline) {
    CliAnswer answer;
    for (const Engraving& each : timeline.engravings) {
        const std::string where =
            each.verified ? "block " + figures({each.height}) + ", " + each.when : "unverified";
        answer.text += author_of(each) + ", " + where + "\n" + indented(each.text) + "\n";
    }
    if (timeline.total == 0) answer.text = "nothing is engraved yet\n";
    answer.text += how_many(timeline.engravings.size(), timeline.total);
    answer.json.objects("engravings", texts_of(timeline.engravings));
    answer.json.integer("total", timeline.total).integer("older", timeline.older ? 1 : 0);
    return answer;
}

}  // namespace sbc::gui
