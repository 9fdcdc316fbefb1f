// How a light wallet reads what blocks hold for it: by asking each core, and comparing.
#include <algorithm>

#include "node/light_wallet.hpp"

namespace sbc::node {
namespace {

using p2p::broke_the_rules;

constexpr std::size_t most_left_out = 100;  // that are remembered of a core
constexpr Duration ask_again{1'000};
constexpr std::uint64_t may_be_behind = 2;  // blocks; they take a moment

// Where the history of the one leaves that of the other; one of both, where it does not.
const Place& fork_of(const Place& ours, const Place& theirs) {
    const Height lower = std::min(ours.height, theirs.height);
    const Place& our_own = ancestor(ours, lower);
    if (&our_own == &ancestor(theirs, lower)) return our_own;
    return *path_between(our_own, ancestor(theirs, lower)).disconnect.back()->parent;
}

}  // namespace

const Place* LightWallet::shared_with(const Core& core) const {
    const Place* theirs = core.has ? tree_.find(*core.has) : nullptr;
    return theirs == nullptr ? nullptr : &fork_of(tree_.ours(), *theirs);
}

bool LightWallet::caught_up(const Core& core) const {
    return core.tip && core.tip->tip == tree_.ours().hash && !core.question &&
           core.watch == watch_ && core.read == tree_.ours().height;
}

bool LightWallet::nothing_asked() const {
    return std::none_of(cores_.begin(), cores_.end(),
                        [](const auto& one) { return one.second.question.has_value(); });
}

// One question at a time: so it is clear what an answer answers, and of which keys it speaks.
void LightWallet::ask(LinkId link, Core& core) {
    const Place* shared = shared_with(core);
    if (core.question || shared == nullptr || moment_.now < core.not_before) return;
    if (history_.keys().empty()) {  // nothing concerns nobody
        core.watch = watch_;
        core.read = std::max(core.read, shared->height);
        return history_.read_to(core.read);
    }
    if (core.watch != watch_) {
        say(link, Watch{{history_.keys().begin(), history_.keys().end()}});
        core.watch = watch_;
    }
    if (shared->height <= core.read) return;
    core.question = Question{.above = core.read,
                             .through = shared->height,
                             .watch = watch_,
                             .until = moment_.now + limits_.patience};
    say(link, GetRecords{core.read, shared->hash});
}

// Its history is another one now. It has announced that, or will: then we know where to ask.
void LightWallet::on_other_history(Core& core) const {
    core.question.reset();
    core.has.reset();
    core.not_before = moment_.now + ask_again;
}

void LightWallet::on_records(LinkId link, Core& core, const Records& records) {
    if (!core.question || records.above != core.question->above || records.upto < records.above ||
        records.upto > core.question->through) {
        return send_away(link, broke_the_rules, "answers what it was not asked");
    }
    const bool is_part = records.upto == records.above;  // of a block that fills several messages
    if (is_part && records.records.empty()) {
        return send_away(link, broke_the_rules, "answers without saying anything");
    }
    Question& question = *core.question;
    question.until = moment_.now + limits_.patience;
    if (question.watch != watch_ || question.stale) {  // it is asked anew
        if (!is_part) core.question.reset();
        return;
    }
    const Height last = is_part ? above(records.above) : records.upto;
    for (const Record& record : records.records) {
        const std::pair place{record.height, record.index};
        if (record.height <= records.above || record.height > last ||
            (!question.shown.empty() && place <= question.last)) {
            return send_away(link, broke_the_rules, "does not keep to the order of blocks");
        }
        if (!take(link, core, record)) return;
        question.last = place;
    }
    if (is_part) return;
    note_left_out(link, core, records);
    core.read = records.upto;
    core.question.reset();
    history_.read_to(std::max(history_.read(), core.read));
    offer_ = true;
}

// False: nothing more of this message counts, and the core may be gone.
bool LightWallet::take(LinkId link, Core& core, const Record& record) {
    const auto proven = check_record(record, ancestor(tree_.ours(), record.height), network_);
    if (!proven) {
        send_away(link, broke_the_rules, "proves nothing: " + proven.error().text);
        return false;
    }
    const LightHistory::Added added = history_.add(*proven);
    const Hash& id = proven->shown.transaction.id();
    switch (added.fit) {
        case LightHistory::Fit::New:
            for (auto& [other, its] : cores_) {
                if (its.read >= record.height) leaves_out(other, its, id, record.height);
            }
            break;
        case LightHistory::Fit::Known: core.left_out.erase(id); break;
        case LightHistory::Fit::BreaksRules: condemn(added); [[fallthrough]];
        default:
            send_away(link, broke_the_rules, "shows what cannot be: " + added.why);
            return false;
    }
    core.question->shown.insert(id);
    return true;
}

// What is proven stands in that block, whoever made it: all full nodes refuse it, and so do we.
void LightWallet::condemn(const LightHistory::Added& added) {
    tell(Tone::Bad,
         "block " + std::to_string(added.bad.value()) +
             " breaks the rules, whatever work is in it, and does not count: " + added.why);
    tree_.mark_bad(ancestor(tree_.ours(), added.bad));
    follow_best();
}

void LightWallet::note_left_out(LinkId link, Core& core, const Records& records) {
    for (const Hash& id : history_.proven_between(records.above, records.upto)) {
        if (core.question->shown.contains(id)) continue;
        leaves_out(link, core, id, history_.height_of(id).value_or(Height{}));
    }
}

void LightWallet::leaves_out(LinkId link, Core& core, const Hash& id, Height height) {
    if (core.left_out.empty()) {
        tell(Tone::Bad, name_of(link) + " leaves out a transaction of yours in block " +
                            std::to_string(height.value()) +
                            ", which another core proves; it may leave out more");
    }
    if (core.left_out.size() < most_left_out) core.left_out.insert(id);
}

// It takes a moment until a block is everywhere; what lasts longer, the owner should know.
void LightWallet::compare_tips() {
    for (auto& [link, core] : cores_) {
        std::erase_if(core.left_out, [&](const Hash& id) { return !history_.height_of(id); });
        const Place& ours = tree_.ours();
        const Place* theirs = core.tip ? tree_.find(core.tip->tip) : nullptr;
        const bool together = theirs != nullptr && &fork_of(ours, *theirs) == theirs &&
                              theirs->height.value() + may_be_behind >= ours.height.value();
        if (together) {
            core.apart_since = never;
            core.apart_told = false;
        } else if (core.apart_since == never) {
            core.apart_since = moment_.now;
        }
        if (core.apart_told || !is_apart(core)) continue;
        core.apart_told = true;
        tell(Tone::Bad, name_of(link) + " " + how_apart(core));
    }
}

bool LightWallet::is_apart(const Core& core) const {
    return core.apart_since != never && moment_.now >= core.apart_since + limits_.grace;
}

}  // namespace sbc::node
