#include "gui/cli_show.hpp"

#include "base/utf8.hpp"
#include "gui/cli_table.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

using enum Table::Align;

std::string word_of(KeysState keys) {
    switch (keys) {
        case KeysState::None: return "none";
        case KeysState::Locked: return "locked";
        case KeysState::Open: return "open";
    }
    return {};
}
std::string word_of(EntryKind kind) {
    switch (kind) {
        case EntryKind::Received: return "received";
        case EntryKind::Sent: return "sent";
        case EntryKind::Mined: return "mined";
        case EntryKind::ToMyself: return "to myself";
    }
    return {};
}
std::string word_of(const Entry& entry) {
    switch (entry.state) {
        case EntryState::Waiting:
            if (entry.untaken) return "untaken";
            return entry.returned ? "returned" : "waiting";
        case EntryState::Confirmed: return "confirmed";
        case EntryState::Refused: return "refused";
    }
    return {};
}

JsonWriter json_of(const OwnAddress& address) {
    JsonWriter json;
    json.text("address", address.text).text("label", address.label);
    return json.integer("balance", address.balance.count);
}

JsonWriter json_of(const Entry& entry) {
    JsonWriter json;
    json.text("id", entry.id).text("kind", word_of(entry.kind));
    json.text("state", word_of(entry)).integer("height", entry.height);
    json.integer("amount", entry.amount.count).integer("fee", entry.fee.count);
    json.text("address", entry.address).text("label", entry.label);
    return json.text("note", entry.note).text("reason", entry.reason);
}

std::string word_of(LinkState state) {
    switch (state) {
        case LinkState::NoNetwork: return "none";
        case LinkState::Away: return "away";
        case LinkState::Connecting: return "connecting";
        case LinkState::Following: return "following";
        case LinkState::UpToDate: return "up to date";
    }
    return {};
}
std::string word_of(CoreState state) {
    switch (state) {
        case CoreState::Trying: return "trying";
        case CoreState::Away: return "away";
        case CoreState::Answers: return "answers";
    }
    return {};
}

JsonWriter json_of(const CoreView& core) {
    JsonWriter json;
    json.text("address", core.address).text("state", word_of(core.state));
    return json.integer("height", core.height).text("about", core.about);
}

template <class Item>
std::vector<std::string> texts_of(const std::vector<Item>& items) {
    std::vector<std::string> texts;
    texts.reserve(items.size());
    for (const Item& each : items) texts.push_back(json_of(each).to_text());
    return texts;
}

std::string note_of(const Entry& entry) {
    return entry.note.empty() ? std::string{} : "\u201C" + printable(entry.note) + "\u201D";
}

std::string state_of(const Entry& entry, std::uint32_t height) {
    const bool why = entry.state == EntryState::Refused && !entry.reason.empty();
    return state_words(entry, height) + (why ? ": " + printable(entry.reason) : "");
}

void add_network(const WalletView& view, Table& table, JsonWriter& json) {
    const Connection& connection = view.connection;
    table.row({"connection", connection_words(connection)});
    for (const CoreView& each : connection.cores) {
        const std::string block = each.height == 0 ? "" : ", block " + figures({each.height});
        table.row({"core", printable(each.address) + ": " + printable(each.about) + block});
    }
    for (const std::string& each : view.cannot_know) table.row({"unknown", printable(each)});
    json.text("connection", word_of(connection.state)).integer("headers", connection.have);
    json.objects("cores", texts_of(connection.cores)).texts("cannot_know", view.cannot_know);
}

}  // namespace

CliAnswer show_status(const WalletView& view) {
    CliAnswer answer;
    Table table{Left, Left};
    table.row({"network", printable(view.network)});
    table.row({"block", figures({view.height})});
    table.row({"keys", word_of(view.keys) + ", in " + printable(view.key_file)});
    if (!view.status.empty()) table.row({"ledger", printable(view.status)});
    if (has_network(view.connection)) add_network(view, table, answer.json);
    answer.text = table.to_text();
    answer.json.text("network", view.network).integer("height", view.height);
    answer.json.text("keys", word_of(view.keys)).text("key_file", view.key_file);
    answer.json.text("status", view.status);
    return answer;
}

CliAnswer show_balance(const Balance& balance) {
    CliAnswer answer;
    Table table{Left, Right, Left};
    table.row({"spendable", figures(balance.spendable), ""});
    table.row({"arriving", figures(balance.arriving), "when the next block is written"});
    table.row({"leaving", figures(balance.leaving), "when the next block is written, with fees"});
    table.row({"maturing", figures(balance.maturing), "mined, and too young to be spent"});
    answer.text = table.to_text();
    answer.json.integer("spendable", balance.spendable.count);
    answer.json.integer("arriving", balance.arriving.count);
    answer.json.integer("leaving", balance.leaving.count);
    answer.json.integer("maturing", balance.maturing.count);
    return answer;
}

CliAnswer show_address(const OwnAddress& address, const Connection& connection) {
    if (!has_network(connection)) return {address.text + "\n", json_of(address)};
    CliAnswer answer{address.text + "\n", {}};
    answer.json.text("address", address.text).text("label", address.label);
    return answer;
}

CliAnswer show_keys(const WalletView& view) {
    CliAnswer answer;
    Table table{Left, Right, Left};
    for (const OwnAddress& each : view.addresses) {
        table.row({each.text, figures(each.balance), printable(each.label)});
    }
    answer.text = table.to_text() + "in " + printable(view.key_file) + "\n";
    answer.json.objects("addresses", texts_of(view.addresses));
    answer.json.text("keys", word_of(view.keys)).text("key_file", view.key_file);
    return answer;
}

CliAnswer show_contacts(const std::vector<Contact>& contacts) {
    CliAnswer answer;
    Table table{Left, Left};
    std::vector<std::string> texts;
    for (const Contact& each : contacts) {
        table.row({printable(each.label), each.text});
        JsonWriter json;
        texts.push_back(json.text("address", each.text).text("name", each.label).to_text());
    }
    answer.text = contacts.empty() ? "no contacts yet\n" : table.to_text();
    answer.json.objects("contacts", texts);
    return answer;
}

CliAnswer show_check(const DraftCheck& check, const std::string& to) {
    CliAnswer answer;
    Table table{Left, Right, Left};
    table.row({"amount", figures(check.pays),
               "to " + printable(to) + (check.to.text.empty() ? "" : ": ") + check.to.text});
    table.row({"fee", figures(check.costs), check.fee.text});
    table.row({"remains", figures(check.remains), ""});
    answer.text = table.to_text();
    answer.json.integer("amount", check.pays.count).integer("fee", check.costs.count);
    answer.json.integer("remains", check.remains.count).text("to", to);
    answer.json.text("address", check.address);
    return answer;
}

std::optional<EntryKind> kind_called(const std::string& word) {
    const std::string spaced = word == "to-myself" ? "to myself" : word;
    for (const auto kind :
         {EntryKind::Received, EntryKind::Sent, EntryKind::Mined, EntryKind::ToMyself}) {
        if (word_of(kind) == spaced) return kind;
    }
    return std::nullopt;
}

CliAnswer show_history(const CliHistory& history) {
    CliAnswer answer;
    Table table{Right, Left, Left, Left};
    for (const Entry& each : history.entries) {
        table.row({signed_figures(each), printable(headline(each)), state_of(each, history.height),
                   note_of(each)});
    }
    answer.text = table.to_text();
    if (history.total == 0)
        answer.text = history.none_at_all ? "nothing yet\n" : "nothing matches\n";
    if (history.entries.size() < history.total) {
        answer.text += figures({history.entries.size()}) + " of " + figures({history.total}) +
                       "; --limit N shows more\n";
    }
    answer.json.objects("entries", texts_of(history.entries)).integer("height", history.height);
    answer.json.integer("total", history.total);
    return answer;
}

CliAnswer show_payment(const Entry& entry, const std::string& done) {
    return {printable(done) + "\n" + entry.id + "\n", json_of(entry)};
}

CliAnswer show_done(const std::string& done) {
    CliAnswer answer{printable(done) + "\n", {}};
    answer.json.text("done", done);
    return answer;
}

}  // namespace sbc::gui
