#include "explorer/specimen.hpp"

#include <utility>

#include "chain/merkle.hpp"
#include "gui/desk_fields.hpp"
#include "ledger/transaction.hpp"

namespace sbc::explorer {
namespace {

using chain::Height;

std::string number(Height height) { return std::to_string(height.value()); }

void add_sentence(std::string& text, const std::string& more) {
    if (!text.empty()) text += ' ';
    text += more;
}

// The header alone: what gate `check` says of it, but for the genesis block, which nobody mined.
std::string wrong_with_header(const chain::Header& header) {
    if (const auto version = chain::check_version(header); !version) return version.error().text;
    const auto checked = chain::check_header(header);
    return checked ? std::string{} : checked.error().text;
}

std::string wrong_with_contents(const chain::Block& block) {
    const auto root = chain::merkle_root(chain::leaves_of(block.transactions));
    std::string text;
    if (root != block.header.merkle_root) {
        text = "Its Merkle root is that of other transactions.";
    }
    for (std::size_t at = 0; at < block.transactions.size(); ++at) {
        if (const auto read = ledger::check_transaction(block.transactions[at]); !read) {
            add_sentence(text, "Transaction " + std::to_string(at + 1) +
                                   " is none: " + read.error().text + ".");
        }
    }
    return text;
}

// Gate `accept`, as far as it can be told without giving the header its place.
std::string wrong_with_place(const chain::Header& header, const chain::Place& parent,
                             const chain::Chain& chain) {
    if (header.bits != chain.tree().next_bits(parent)) return "Another target is due here.";
    if (header.time <= chain::BlockTree::median_time(parent)) {
        return "It is older than the blocks below it.";
    }
    return {};
}

}  // namespace

Result<Specimen, chain::StoreError> Specimen::of(const chain::Chain& chain, Height height) {
    const chain::Place& place = chain.at(height);
    auto block = chain.block(place);
    if (!block) return pass_on(block);
    return Specimen{height, place.hash, std::move(*block)};
}

bool Specimen::change(Place place, std::uint8_t value) {
    if (!byte_at(place)) return false;
    put_back();
    const std::uint8_t was = *byte_at(place);
    set(place, value);
    if (was != value) change_ = Change{place, was};
    return true;
}

void Specimen::put_back() {
    if (const auto before = std::exchange(change_, std::nullopt)) set(before->place, before->was);
}

std::optional<std::uint8_t> Specimen::byte_at(Place place) const {
    if (place.part == 0) {
        const auto bytes = chain::encode(block_.header);
        if (place.offset < bytes.size()) return bytes[place.offset];
    } else if (place.part <= block_.transactions.size()) {
        const std::string& text = block_.transactions[place.part - 1];
        if (place.offset < text.size()) return static_cast<std::uint8_t>(text[place.offset]);
    }
    return std::nullopt;
}

void Specimen::set(Place place, std::uint8_t value) {
    if (place.part == 0) {
        auto bytes = chain::encode(block_.header);
        bytes[place.offset] = value;
        block_.header = chain::decode_header(bytes);
    } else {
        block_.transactions[place.part - 1][place.offset] = static_cast<char>(value);
    }
}

Specimen::Verdict Specimen::own_verdict(const chain::Chain& chain) const {
    Verdict verdict{height_, true, true, {}};
    if (height_ == Height{0}) {
        const bool ours = !change_;
        verdict.holds = ours;
        verdict.text = ours ? "The genesis block: everybody computes it, from the network's name."
                            : "It is not this network's genesis block, which everybody computes.";
        return verdict;
    }
    const chain::Place& below = chain.at(chain::below(height_));
    verdict.link_holds = block_.header.previous == below.hash;
    if (!verdict.link_holds) verdict.text = "It names a block below it that nobody has.";
    if (const auto wrong = wrong_with_header(block_.header); !wrong.empty()) {
        verdict.holds = false;
        add_sentence(verdict.text, gui::sentence(wrong));
    } else if (const auto placed = wrong_with_place(block_.header, below, chain); !placed.empty()) {
        verdict.holds = false;
        add_sentence(verdict.text, placed);
    }
    if (const auto wrong = wrong_with_contents(block_); !wrong.empty()) {
        verdict.holds = false;
        add_sentence(verdict.text, wrong);
    }
    if (verdict.text.empty()) {
        verdict.text = change_ ? "It holds by itself: it is another block than it was."
                               : "It has its work, and its transactions are those of its root.";
    }
    return verdict;
}

std::vector<Specimen::Verdict> Specimen::verdicts(const chain::Chain& chain) const {
    // A reorganisation may have taken the block out of the history meanwhile.
    if (!chain.has(height_, true_hash_)) {
        return {{height_, true, false, "This block is no part of our history any more."}};
    }
    std::vector<Verdict> all{own_verdict(chain)};
    const bool same_hash = hash() == true_hash_;
    for (std::uint64_t more = 1; more <= looked_at_above; ++more) {
        const Height height{height_.value() + more};
        if (height > chain.height()) break;
        Verdict verdict{height, true, true, "It stands on block " + number(chain::below(height))};
        if (!same_hash && more == 1) {
            verdict.link_holds = false;
            verdict.text = "It names the true block " + number(height_) + ", not this one";
        } else if (!same_hash) {
            verdict.text += ", which does not stand on this block " + number(height_);
        }
        verdict.text += '.';
        all.push_back(std::move(verdict));
    }
    return all;
}

}  // namespace sbc::explorer
