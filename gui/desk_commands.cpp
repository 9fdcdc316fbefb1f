// What a desk does for each command.
#include <algorithm>
#include <string_view>
#include <utility>

#include "crypto/address.hpp"
#include "gui/desk.hpp"
#include "gui/desk_draft.hpp"
#include "gui/desk_fields.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

// What was pasted often has blanks around it.
std::string_view without_blanks(std::string_view typed) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = typed.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return typed.substr(first, typed.find_last_not_of(blanks) - first + 1);
}

}  // namespace

void Desk::tell_of(const Done& done, const std::string& success, const std::string& failure) {
    if (done) {
        tell(Tone::Good, success);
    } else {
        tell(Tone::Bad, failure, sentence(done.error().text));
    }
    stale_ = true;  // also after a refusal: what was read may have been too old
}

void Desk::tell_of_keys(const Done& done, const std::string& success, const std::string& failure) {
    next_.keys_trouble = done ? std::string{} : sentence(done.error().text);
    tell_of(done, success, failure);
}

// --- payments
// --------------------------------------------------------------------------------------

void Desk::act(const CheckDraft& wanted) {
    if (stale_) read_account();
    draft_ = wanted.draft;
    next_.draft = read_draft(draft_, next_, *account_).check;
    told_ = true;
}

void Desk::act(const Pay& wanted) {
    // A button that was pressed twice pays once.
    if (wanted.draft.serial != 0 && wanted.draft.serial == next_.paid) {
        return tell(Tone::Plain, "This payment was made already.");
    }
    act(CheckDraft{wanted.draft});
    const DraftReading reading = read_draft(draft_, next_, *account_);
    if (!reading.payment) {
        stale_ = true;
        return tell(Tone::Bad, "Nothing was paid.", first_mistake(reading.check));
    }
    const DraftCheck& check = reading.check;
    const std::string to = check.label.empty() ? short_address(check.address) : check.label;
    const Done done = account_->pay(*reading.payment);
    if (done) next_.paid = draft_.serial;
    tell_of(done,
            points(reading.payment->amount) + " to " + to + ", with a fee of " +
                figures(reading.payment->fee) + ": on the way.",
            "Nothing was paid.");
}

void Desk::act(const CloseBlock& /*wanted*/) {
    const Done done = account_->close_block();
    tell_of(done, "Block " + figures({account_->height()}) + " is written.",
            "No block was written.");
}

// --- addresses and names
// ---------------------------------------------------------------------------

void Desk::act(const NewAddress& wanted) {
    const auto label = read_name(wanted.label);
    if (!label.value) return tell(Tone::Bad, "No address was made.", label.check.text);
    tell_of(account_->new_address(*label.value),
            "You have a new address" + (label.value->empty() ? "." : ": " + *label.value + "."),
            "No address was made.");
}

void Desk::act(const Rename& wanted) {
    const std::string failure = "The name stays as it was.";
    const auto key = crypto::from_address(without_blanks(wanted.address));
    if (!key) return tell(Tone::Bad, failure, sentence(key.error().text));
    const auto name = read_name(wanted.label);
    if (!name.value) return tell(Tone::Bad, failure, name.check.text);
    const std::string address = crypto::to_address(*key);
    const bool own = std::any_of(next_.addresses.begin(), next_.addresses.end(),
                                 [&](const OwnAddress& each) { return each.text == address; });
    if (!own) return name_contact(address, *name.value);
    tell_of(account_->rename(*key, *name.value), "Your address has its name.", failure);
}

void Desk::name_contact(const std::string& address, const std::string& name) {
    const std::string failure = "The name stays as it was.";
    // Another program may have given this name to somebody else: then two would have it.
    if (auto kept = store_->read()) {
        settings_.contacts = std::move(kept->contacts);
        next_.contacts = settings_.contacts;
        stale_ = true;
    }
    const Contact* const other = name.empty() ? nullptr : contact_called(next_, name);
    if (other && other->text != address) {
        return tell(
            Tone::Bad, failure,
            other->label + " is the name of " + short_address(other->text) + ": choose another.");
    }
    const bool known = std::any_of(settings_.contacts.begin(), settings_.contacts.end(),
                                   [&](const Contact& each) { return each.text == address; });
    if (!known && name.empty()) {
        return tell(Tone::Bad, failure, short_address(address) + " has no name to forget.");
    }
    if (!known && settings_.contacts.size() >= most_contacts) {
        return tell(Tone::Bad, failure,
                    "There are " + figures({most_contacts}) + " contacts: forget one first.");
    }
    const bool kept = remember([&](Settings& settings) {
        std::erase_if(settings.contacts, [&](const Contact& each) { return each.text == address; });
        if (!name.empty()) settings.contacts.push_back({address, name});
        std::sort(settings.contacts.begin(), settings.contacts.end(),
                  [](const Contact& one, const Contact& another) {
                      return lower_case(one.label) < lower_case(another.label);
                  });
    });
    if (kept) tell(Tone::Good, name.empty() ? "Forgotten." : name + " is one of your contacts.");
}

void Desk::act(const ClaimName& wanted) {
    const std::string failure = "No name was claimed.";
    const auto name = read_name(wanted.name);
    if (!name.value) return tell(Tone::Bad, failure, name.check.text);
    const auto own =
        std::find_if(next_.addresses.begin(), next_.addresses.end(),
                     [&](const OwnAddress& each) { return each.text == wanted.address; });
    const auto key = crypto::from_address(wanted.address);
    if (own == next_.addresses.end() || !key) {
        return tell(Tone::Bad, failure, "It can be claimed for an address of yours only.");
    }
    const std::string whose = short_address(wanted.address);
    tell_of(account_->claim_name(*key, *name.value),
            name.value->empty() ? whose + " has no name any more, as soon as this is in a block."
                                : "\u201C" + *name.value + "\u201D is the name of " + whose +
                                      " for everybody, as soon as this is in a block.",
            failure);
}

void Desk::act(const CopyText& /*wanted*/) {}  // the window's own business

// --- keys
// ------------------------------------------------------------------------------------------

void Desk::act(const CreateWallet& wanted) {
    tell_of_keys(
        account_->create_keys(wanted.pass_phrase),
        "Your keys lie in " + next_.key_file + ". Keep the pass phrase: nobody can replace it.",
        "No keys were made.");
}

void Desk::act(const Unlock& wanted) {
    tell_of_keys(account_->open_keys(wanted.pass_phrase), "The keys are open.",
                 "The keys stay locked.");
}

void Desk::act(const LockKeys& /*wanted*/) {
    account_->close_keys();
    next_.keys_trouble.clear();
    stale_ = true;
    tell(Tone::Plain, "The keys are locked.");
}

void Desk::act(const ExportKeys& wanted) {
    tell_of(account_->export_keys(wanted.path, wanted.pass_phrase),
            "Your keys are in " + wanted.path + " as well.", "No keys were exported.");
}

void Desk::act(const ImportKeys& wanted) {
    const Done done = account_->import_keys(wanted.path, wanted.pass_phrase);
    const std::string success = "The keys of " + wanted.path + " are yours as well.";
    const std::string failure = "No keys were imported.";
    if (next_.keys == KeysState::Open) {
        tell_of(done, success, failure);
    } else {
        tell_of_keys(done, success, failure);  // there was no key file, and now there may be one
    }
}

void Desk::act(const ChangePassPhrase& wanted) {
    tell_of(account_->change_pass_phrase(wanted.old_phrase, wanted.new_phrase),
            "The pass phrase is changed.", "The pass phrase stays as it was.");
}

// --- what is remembered
// ----------------------------------------------------------------------------

void Desk::act(const ChangeLook& wanted) {
    if (wanted.look == settings_.look) return;
    settings_.look = wanted.look;  // in this window, whether it can be kept or not
    (void)remember([&](Settings& settings) { settings.look = wanted.look; });
}

bool Desk::remember(const std::function<void(Settings&)>& change) {
    auto settings = store_->read();
    if (!settings) {
        tell(Tone::Bad, "This will not be remembered.", sentence(settings.error().text));
        return false;
    }
    change(*settings);
    const auto written = store_->write(*settings);
    if (!written) {
        tell(Tone::Bad, "This will not be remembered.", sentence(written.error().text));
        return false;
    }
    settings_ = std::move(*settings);
    next_.contacts = settings_.contacts;
    stale_ = true;  // names stand in the history as well
    told_ = true;
    return true;
}

}  // namespace sbc::gui
