// What a wallet is shown of engravings, and what it believes.
#include <algorithm>

#include "message/timeline.hpp"
#include "node/light_proof.hpp"

namespace sbc::message {
namespace {

constexpr unsigned most_pages = 200;  // in a row, without a word from us

using p2p::broke_the_rules;
using p2p::LinkId;

}  // namespace

void Timeline::on(LinkId from, Core& core, const Page& page) {
    if (!core.question || core.question->below != page.below) {
        return send_away(from, broke_the_rules, "shows a page that nobody asked for");
    }
    if (const auto fault = fault_of(*core.question, page)) {
        return send_away(from, broke_the_rules, *fault);
    }
    const chain::Place* through = headers_.find(page.through);
    const bool is_ours = through != nullptr && counts(*through);
    if (is_ours && !take(from, page, *through)) return;
    if (page.goes_on()) {
        const node::Record& last = page.records.back();
        core.question->last = At{last.height, last.index};
        core.question->ignored = core.question->ignored || !is_ours;
        core.question->until = moment_.now + limits_.patience;
        return;
    }
    const bool whole = is_ours && !core.question->ignored;
    core.question.reset();
    if (whole) {
        settle(core, page);
    } else {  // another history than ours, or one ahead of our headers: ask again soon
        core.not_before = moment_.now + limits_.again;
    }
}

bool Timeline::counts(const chain::Place& place) const {
    const chain::Place& ours = headers_.ours();
    return place.height <= ours.height && &ancestor(ours, place.height) == &place;
}

// Whether its records stand where they must: each lower than the one before, between the two
// heights; and of a block that goes in several pages nothing but that.
std::optional<std::string> Timeline::fault_of(const Question& question, const Page& page) {
    const bool goes_on = page.goes_on();
    auto last = question.last;
    std::optional<Height> only;
    if (last) only = last->first;
    if (!last && goes_on) only = page.records.front().height;
    if (page.upto > page.below || (last && !goes_on && page.upto != *only)) {
        return "shows a page that does not say what is complete";
    }
    for (const node::Record& record : page.records) {
        const At at{record.height, record.index};
        if (last && !(at < *last)) return "shows engravings that are not in their order";
        if (record.height >= page.below || (!goes_on && record.height < page.upto) ||
            (only && record.height != *only)) {
            return "shows engravings of other blocks than it says";
        }
        last = at;
    }
    return std::nullopt;
}

// False: the core has been sent away. What it has proven before counts all the same.
bool Timeline::take(LinkId from, const Page& page, const chain::Place& through) {
    for (const node::Record& record : page.records) {
        if (record.height > through.height) {
            send_away(from, broke_the_rules, "shows engravings above its own last block");
            return false;
        }
        const chain::Place& place = ancestor(through, record.height);
        const auto proven = node::check_record(record, place, headers_.root().hash);
        if (!proven) {
            send_away(from, broke_the_rules,
                      "shows an engraving that is none: " + proven.error().text);
            return false;
        }
        auto engraved = engraving_in(proven->shown.transaction, proven->shown.owners);
        if (!engraved) {
            send_away(from, broke_the_rules, "shows a payment as an engraving that is none");
            return false;
        }
        engraved->time = place.time();
        engraved->height = record.height;
        engraved->index = record.index;
        insert({std::move(*engraved), place.hash});
    }
    return true;
}

void Timeline::insert(Verified verified) {
    const Engraved& engraved = verified.engraved;
    const At at{engraved.height, engraved.index};
    const auto known = verified_.find(at);
    if (known != verified_.end() && known->second.block == verified.block) return;
    std::erase_if(heard_, [&](const Waiting& one) { return one.engraved.id == engraved.id; });
    verified_.insert_or_assign(at, std::move(verified));
    ++version_;
}

// What is dropped could be asked for again.
void Timeline::make_room() {
    while (verified_.size() > limits_.most) {
        const Height lowest = verified_.begin()->first.first;
        verified_.erase(verified_.begin());
        for (auto& [link, core] : cores_) {
            if (core.reached > lowest) continue;
            core.reached = above(lowest);
            core.no_more = false;
        }
    }
}

// All from page.upto on up to where the question began is known of this core now. What it has shown
// from the top counts as reached when that is as far as it was asked.
void Timeline::settle(Core& core, const Page& page) {
    const bool end = page.upto == Height{} || page.upto == page.below;
    const bool walks = core.next == page.below;
    // The history has changed meanwhile, and it begins at the top again.
    if (!walks && core.reached != page.below) return;
    const bool first = core.reached == from_the_top;
    const Height known = first ? core.down_to : std::max(core.down_to, core.reached);
    const bool done = walks && (end || page.upto <= known || ++core.pages >= most_pages);
    if (!walks || (first ? done : page.upto <= core.reached)) {
        core.reached = page.upto;
        core.no_more = end;
    }
    if (!walks) {
        core.wants_older = false;
    } else if (done) {
        core.next.reset();
        core.down_to = from_the_top;
    } else {
        core.next = page.upto;
    }
}

}  // namespace sbc::message
