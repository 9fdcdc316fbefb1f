#include "sample_wallet.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace sample {
namespace {

using namespace sbc::gui;

constexpr std::string_view letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t address_letters = 61;
constexpr std::uint64_t most_points = (std::uint64_t{1} << 53U) - 1;

struct Person {
    const char* name;
    const char* note;
};
constexpr std::array<Person, 6> people{{{"Aiko", "お米 五キロ、ありがとうございます"},
                                        {"Ben", "two loaves of bread"},
                                        {"Mrs. Tanaka", "田中さんへ：本のお礼"},
                                        {"", "for the school trip"},
                                        {"Chloé", "café et croissants"},
                                        {"Village shop", ""}}};

std::uint64_t mix(std::uint64_t number) {
    number = (number ^ number >> 30U) * 0xbf58476d1ce4e5b9U;
    number = (number ^ number >> 27U) * 0x94d049bb133111ebU;
    return number ^ number >> 31U;
}

std::string id(std::uint64_t number) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    for (std::uint64_t at = 0; text.size() < 64; ++at) {
        text += hex[mix(number * 64 + at) % hex.size()];
    }
    return text;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

OwnAddress own(std::uint64_t number, std::string label, std::uint64_t balance) {
    return {address(number), upper(address(number)), std::move(label), {balance}};
}

FieldCheck good(std::string text = {}) { return {true, std::move(text), {}}; }
FieldCheck bad(std::string text, std::optional<std::size_t> place = {}) {
    return {false, std::move(text), place};
}

FieldCheck check_address(const std::string& text) {
    if (text.rfind("sb1", 0) != 0) {
        return bad("An address begins with sb1, and nobody of this name is known.");
    }
    const auto wrong = text.find_first_not_of(letters, 3);
    if (wrong != std::string::npos) {
        return bad("The character at place " + std::to_string(wrong + 1) +
                       " cannot be part of an address.",
                   wrong);
    }
    if (text.size() != address_letters) {
        return bad("An address has 61 characters; this has " + std::to_string(text.size()) + ".");
    }
    return good("The address is complete.");
}

FieldCheck check_number(const std::string& text, Points& into) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into.count);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() ||
        into.count > most_points) {
        return bad("A whole number of points, such as 5.");
    }
    return good();
}

Entry entry(std::size_t number, std::uint32_t newest) {
    const auto dice = mix(number + 1);
    const auto& person = people[dice % people.size()];
    Entry made;
    made.id = id(number);
    made.kind = dice / 8 % 7 == 0   ? EntryKind::Mined
                : dice / 8 % 2 == 0 ? EntryKind::Received
                                    : EntryKind::Sent;
    made.state = EntryState::Confirmed;
    made.height = newest > number / 2 ? newest - static_cast<std::uint32_t>(number / 2) : 1;
    made.amount = {made.kind == EntryKind::Mined ? 100 : dice / 64 % 400 + 1};
    made.fee = {made.kind == EntryKind::Sent ? 1U : 0U};
    made.address = address(100 + dice % people.size());
    if (made.kind == EntryKind::Mined) {
        made.address = address(1);
    } else {
        made.label = person.name;
        made.note = person.note;
    }
    return made;
}

}  // namespace

std::string address(std::uint64_t number) {
    std::string text = "sb1";
    for (std::uint64_t at = 0; text.size() < address_letters; ++at) {
        text += letters[mix(number * 61 + at) % letters.size()];
    }
    return text;
}

std::shared_ptr<const History> history(std::size_t lines) {
    constexpr std::uint32_t newest = 1204;
    auto all = std::make_shared<History>();
    all->reserve(lines);
    for (std::size_t number = 0; number < lines; ++number) {
        all->push_back(entry(number, newest));
    }
    if (lines > 3) {
        (*all)[0].state = (*all)[1].state = EntryState::Waiting;
        (*all)[0].kind = EntryKind::Received;
        (*all)[0].amount = {250};
        (*all)[1].kind = EntryKind::Sent;
        (*all)[1].amount = {30};
        (*all)[0].fee = {0};
        (*all)[1].fee = {1};
        (*all)[2].state = EntryState::Refused;
        (*all)[2].kind = EntryKind::Sent;
        (*all)[2].reason = "one of its coins is spent already by another payment";
    }
    return all;
}

Wallet::Wallet(Beginning beginning) {
    now_.network = "Village";
    now_.status = "offline ledger";
    now_.height = 1204;
    now_.keys = beginning.keys;
    now_.key_file = "/home/aiko/.simplebitcoin/keys";
    now_.balance = {{12'345}, {0}, {0}, {300}};
    now_.addresses = {own(1, "everyday", 11'245), own(2, "rice from Aiko", 1'100), own(3, "", 0)};
    now_.contacts = {{address(100), "Aiko"}, {address(101), "Ben"}, {address(102), "田中さん"}};
    now_.history = history(beginning.lines);
    for (const Entry& each : *now_.history) {
        if (each.state != EntryState::Waiting) continue;
        const bool comes = each.kind == EntryKind::Received;
        (comes ? now_.balance.arriving : now_.balance.leaving).count +=
            each.amount.count + each.fee.count;
    }
    refuses_payments_ = beginning.refuses_payments;
    now_.next_block = "Write a block";
    if (beginning.weather != Weather::NoNetwork) hang_on_network(beginning.weather);
    if (beginning.post == Post::None) return;
    now_.mail = std::make_shared<const MailView>(mail(beginning.post, beginning.amounts));
    now_.engravings = std::make_shared<const Timeline>(timeline(beginning.amounts.engravings));
    now_.older_engravings = true;
}

void Wallet::hang_on_network(Weather weather) {
    now_.connection = connection_in(weather);
    now_.cannot_know = cannot_know();
    now_.next_block.clear();
    if (weather == Weather::Following) now_.height = now_.connection.have;
    if (now_.history->size() < 4) return;
    auto changed = std::make_shared<History>(*now_.history);
    (*changed)[1].untaken = true;
    (*changed)[3].state = EntryState::Waiting;
    (*changed)[3].height = 0;
    (*changed)[3].returned = true;
    now_.history = std::move(changed);
    if (weather != Weather::Differ) return;
    tell(Tone::Plain, "The newest 3 blocks were replaced by 4 others.",
         "1 payment waits again; nothing is lost by that.");
}

void Wallet::perform(Command command) {
    std::visit([this](auto& wanted) { carry_out(wanted); }, command);
}

std::shared_ptr<const WalletView> Wallet::view() {
    return std::make_shared<const WalletView>(now_);
}

void Wallet::tell(Tone tone, std::string text, std::string advice) {
    now_.notices.push_back({++notices_, tone, std::move(text), std::move(advice)});
}

DraftCheck Wallet::check(const Draft& draft) const {
    DraftCheck result;
    result.serial = draft.serial;
    result.address = draft.to;
    for (const auto& each : now_.contacts) {
        if (each.label == draft.to || each.text == draft.to) {
            result.address = each.text;
            result.label = each.label;
        }
    }
    result.to = check_address(result.address);
    if (result.to.good && !result.label.empty()) {
        result.to.text = "This is " + result.label + ".";
    }
    result.amount = check_number(draft.amount, result.pays);
    result.costs = now_.default_fee;
    result.fee = draft.fee.empty() ? good("The usual fee.") : check_number(draft.fee, result.costs);
    result.note = draft.note.size() <= now_.note_limit
                      ? good()
                      : bad("The note is too long by " +
                            std::to_string(draft.note.size() - now_.note_limit) + " bytes.");
    if (result.amount.good && result.pays.count == 0) {
        result.amount = bad("At least one point.");
    } else if (result.amount.good &&
               result.pays.count + result.costs.count > now_.balance.spendable.count) {
        result.amount = bad("You can spend " + std::to_string(now_.balance.spendable.count) +
                            " points, and this wants " +
                            std::to_string(result.pays.count + result.costs.count) + ".");
    } else if (result.amount.good) {
        result.remains = {now_.balance.spendable.count - result.pays.count - result.costs.count};
    }
    return result;
}

void Wallet::carry_out(CheckDraft& wanted) { now_.draft = check(wanted.draft); }

void Wallet::carry_out(Pay& wanted) {
    const auto checked = check(wanted.draft);
    if (refuses_payments_) {
        tell(Tone::Bad, "Nothing was paid.", "Another program has spent this coin: try again.");
        return;
    }
    if (!checked.good()) {
        tell(Tone::Bad, "The payment was not made.",
             "Look at the form again: something has changed.");
        return;
    }
    Entry paid;
    paid.id = id(1'000'000 + wanted.draft.serial);
    paid.kind = EntryKind::Sent;
    paid.state = EntryState::Waiting;
    paid.amount = checked.pays;
    paid.fee = checked.costs;
    paid.address = checked.address;
    paid.label = checked.label;
    paid.note = wanted.draft.note;
    auto longer = std::make_shared<History>();
    longer->push_back(std::move(paid));
    longer->insert(longer->end(), now_.history->begin(), now_.history->end());
    now_.history = std::move(longer);
    const auto whole = checked.pays.count + checked.costs.count;
    now_.balance.spendable.count -= whole;
    now_.balance.leaving.count += whole;
    now_.paid = wanted.draft.serial;
    tell(Tone::Good, "Your payment waits for a block.");
}

void Wallet::carry_out(NewAddress& wanted) {
    now_.addresses.insert(now_.addresses.begin(), own(10 + now_.addresses.size(), wanted.label, 0));
    tell(Tone::Good, "A new address is ready.");
}

void Wallet::carry_out(ClaimName& wanted) {
    if (refuses_payments_) return tell(Tone::Bad, "No name was claimed.", "The fee is missing.");
    tell(Tone::Good, "\u201C" + wanted.name + "\u201D is your name for everybody.");
}

void Wallet::carry_out(Rename& wanted) {
    for (auto& each : now_.addresses) {
        if (each.text == wanted.address) {
            each.label = wanted.label;
            return;
        }
    }
    change_mail([&](MailView& all) { rename_contact(all, wanted.address, wanted.label); });
    std::erase_if(now_.contacts, [&](const Contact& each) { return each.text == wanted.address; });
    if (!wanted.label.empty()) {
        now_.contacts.push_back({wanted.address, wanted.label});
    }
    auto renamed = std::make_shared<History>(*now_.history);
    for (auto& each : *renamed) {
        if (each.address == wanted.address) {
            each.label = wanted.label;
        }
    }
    now_.history = std::move(renamed);
}

void Wallet::carry_out(CreateWallet& wanted) {
    pass_phrase_ = wanted.pass_phrase.reveal();
    now_.keys = KeysState::Open;
}

void Wallet::carry_out(Unlock& wanted) {
    const bool right = wanted.pass_phrase.reveal() == pass_phrase_;
    now_.keys = right ? KeysState::Open : KeysState::Locked;
    now_.keys_trouble = right ? "" : "This pass phrase does not open the file. Is Caps Lock on?";
}

void Wallet::carry_out(LockKeys& /*wanted*/) { now_.keys = KeysState::Locked; }

void Wallet::carry_out(ExportKeys& wanted) {
    tell(Tone::Good, "Your keys were exported to " + wanted.path + ".");
}

void Wallet::carry_out(ImportKeys& wanted) {
    if (wanted.path == copy_of_keys && wanted.pass_phrase.reveal() == pass_phrase_) {
        now_.keys = KeysState::Open;
        tell(Tone::Good, "The keys of " + wanted.path + " are yours as well.");
        return;
    }
    if (now_.keys == KeysState::None) {
        now_.keys_trouble = "There is no file " + wanted.path + ".";
    }
    tell(Tone::Bad, "No keys were imported: there is no file " + wanted.path + ".",
         "Check the name and try again.");
}

void Wallet::carry_out(ChangePassPhrase& wanted) {
    if (wanted.old_phrase.reveal() != pass_phrase_) {
        tell(Tone::Bad, "The pass phrase is as it was: the old one is wrong.");
        return;
    }
    pass_phrase_ = wanted.new_phrase.reveal();
    tell(Tone::Good, "The pass phrase is changed.");
}

void Wallet::carry_out(CloseBlock& /*wanted*/) {
    ++now_.height;
    auto later = std::make_shared<History>(*now_.history);
    for (auto& each : *later) {
        if (each.state == EntryState::Waiting) {
            each.state = EntryState::Confirmed;
            each.height = now_.height;
        }
    }
    now_.history = std::move(later);
    now_.balance.spendable.count += now_.balance.arriving.count;
    now_.balance.arriving = now_.balance.leaving = {};
    tell(Tone::Plain, "Block " + std::to_string(now_.height) + " is written.");
}

}  // namespace sample
