// What a light account does with its key file.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "light/light_account.hpp"

namespace sbc::light {

using gui::AccountError;
using gui::Done;
using gui::KeysState;

namespace {

Done outcome(const auto& result) {
    if (!result) return refuse(AccountError::Keys, result.error().text);
    return {};
}
const auto locked = refuse(AccountError::Keys, "open the keys first");

Done few_enough(std::size_t keys, const std::string& where) {
    if (keys <= node::most_watched) return {};
    return refuse(AccountError::Keys, where + " " + std::to_string(keys) +
                                          " keys in the file, and a core looks after " +
                                          std::to_string(node::most_watched) +
                                          " at most: divide them among several files");
}

bool is_among(const wallet::Keys& keys, const crypto::PublicKey& key) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](const wallet::OwnedKey& own) { return own.key.public_key() == key; });
}

}  // namespace

bool LightAccount::has(const crypto::PublicKey& key) const { return is_among(keys_, key); }

// The file has them by now; the wallet hears of those that it does not know, and of other labels.
Done LightAccount::take(wallet::Keys keys, node::Past past) {
    if (Done few = few_enough(keys.size(), "there are"); !few) return few;
    Done taken;
    thread_->perform([&](node::LightWallet& wallet) {
        for (const wallet::OwnedKey& own : keys) {
            const auto added = wallet.add_key(own.key.public_key(), own.label, past);
            if (!added) taken = refuse(AccountError::Keys, added.error().text);
        }
    });
    if (taken) {
        keys_ = std::move(keys);
        open_letters();
    }
    looked_at_ = nullptr;
    return taken;
}

KeysState LightAccount::keys() const {
    if (!keys_.empty()) return KeysState::Open;
    std::error_code why;  // who opens the file or makes one is told
    return std::filesystem::exists(path_, why) ? KeysState::Locked : KeysState::None;
}

Done LightAccount::create_keys(const crypto::SecretText& pass_phrase) {
    wallet::Keys fresh;
    fresh.push_back(wallet::new_key("mine"));
    Done made = outcome(wallet::create_key_file(path_, pass_phrase, fresh));
    if (!made) return made;
    phrase_ = pass_phrase.copy();
    return take(std::move(fresh), node::Past::None);
}

Done LightAccount::open_keys(const crypto::SecretText& pass_phrase) {
    auto keys = wallet::read_key_file(path_, pass_phrase);
    if (!keys) return outcome(keys);
    Done taken = take(std::move(*keys), node::Past::Some);
    if (taken) phrase_ = pass_phrase.copy();
    return taken;
}

void LightAccount::close_keys() {
    keys_.clear();
    phrase_ = {};
    thread_->perform_with_all([](const Residents& here, p2p::Moment) {
        here.wallet.forget_keys();
        here.letters.close();
    });
}

// With more keys than a core looks after, the file could not be opened any more: nothing is added.
Done LightAccount::change(const wallet::ChangeKeys& change, node::Past past) {
    if (keys_.empty()) return locked;
    Done few;
    const auto change_a_little = [&](wallet::Keys& keys) {
        const std::size_t before = keys.size();
        change(keys);
        if (keys.size() == before) return;
        few = few_enough(keys.size(), "with these there would be");
        while (!few && keys.size() > before) keys.pop_back();
    };
    Done changed = outcome(wallet::change_key_file(path_, change_a_little, phrase_, phrase_));
    if (!changed) return changed;
    if (!few) return few;
    auto keys = wallet::read_key_file(path_, phrase_);
    if (!keys) return outcome(keys);
    // Keys that another program has added meanwhile may have a past, whatever ours has.
    const auto unknown = std::count_if(keys->begin(), keys->end(),
                                       [&](const auto& own) { return !has(own.key.public_key()); });
    return take(std::move(*keys), unknown > 1 ? node::Past::Some : past);
}

Done LightAccount::new_address(const std::string& label) {
    if (keys_.size() >= node::most_watched) {
        return refuse(AccountError::Keys, "a core looks after " +
                                              std::to_string(node::most_watched) +
                                              " addresses at most, and you have as many");
    }
    return change([&](wallet::Keys& keys) { keys.push_back(wallet::new_key(label)); },
                  node::Past::None);
}

Done LightAccount::rename(const crypto::PublicKey& key, const std::string& label) {
    return change(
        [&](wallet::Keys& keys) {
            for (wallet::OwnedKey& own : keys) {
                if (own.key.public_key() == key) own.label = label;
            }
        },
        node::Past::Some);
}

Done LightAccount::export_keys(const std::string& path, const crypto::SecretText& pass_phrase) {
    if (keys_.empty()) return locked;
    // Another program may have added some. Where the file itself is lost, ours are saved here.
    const auto keys = wallet::read_key_file(path_, phrase_);
    if (!keys && keys.error().reason == wallet::KeyFileError::WrongPassPhrase) {
        return outcome(keys);
    }
    return outcome(wallet::create_key_file(path, pass_phrase, keys ? *keys : keys_));
}

Done LightAccount::import_keys(const std::string& path, const crypto::SecretText& pass_phrase) {
    auto others = wallet::read_key_file(path, pass_phrase);
    if (!others) return outcome(others);
    if (keys() == KeysState::None) {  // a copy on a new machine: it becomes the key file
        if (Done few = few_enough(others->size(), "there are"); !few) return few;
        Done made = outcome(wallet::create_key_file(path_, pass_phrase, *others));
        if (!made) return made;
        phrase_ = pass_phrase.copy();
        return take(std::move(*others), node::Past::Some);
    }
    return change(
        [&](wallet::Keys& keys) {
            for (wallet::OwnedKey& other : *others) {
                if (!is_among(keys, other.key.public_key())) keys.push_back(std::move(other));
            }
        },
        node::Past::Some);
}

Done LightAccount::change_pass_phrase(const crypto::SecretText& before,
                                      const crypto::SecretText& after) {
    Done changed = outcome(wallet::change_key_file(
        path_, [](wallet::Keys&) {}, before, after));
    if (changed) phrase_ = after.copy();
    return changed;
}

}  // namespace sbc::light
