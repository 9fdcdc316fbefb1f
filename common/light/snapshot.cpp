#include "light/snapshot.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/utf8.hpp"
#include "crypto/address.hpp"
#include "gui/words.hpp"

namespace sbc::light {
namespace {

using node::LightCore;
using node::LightState;

std::string about(const LightCore& core, const LightState& state) {
    if (!core.tip) return "has not said yet what it knows";
    if (core.caught_up) return "up to date";
    if (!core.complaints.empty()) return "does not agree: see above";
    if (core.tip->height > state.headers) return "tells us its headers";
    if (core.tip->height < state.headers) {
        const auto behind = state.headers.value() - core.tip->height.value();
        return std::to_string(behind) + (behind == 1 ? " block behind" : " blocks behind");
    }
    return "is being read, and compared";
}

CoreLine line_of(const WatchedPair::Core& core, const LightState& state) {
    CoreLine line;
    line.address = core.address.to_text();
    const auto seen =
        std::find_if(state.cores.begin(), state.cores.end(),
                     [&](const LightCore& each) { return each.name == line.address; });
    if (seen != state.cores.end()) {
        line.state = seen->tip ? CoreLine::State::Answers : CoreLine::State::Trying;
        line.tip = seen->tip ? seen->tip->height : Height{};
        line.done = seen->tip && (seen->caught_up || !seen->complaints.empty() ||
                                  seen->tip->height < state.headers);
        line.about = about(*seen, state);
    } else if (core.connected) {
        line.state = CoreLine::State::Away;
        line.done = true;
        line.about = "is there, and serves no light wallets";
    } else if (!core.trouble.empty()) {
        line.state = CoreLine::State::Away;
        line.done = true;
        line.about = printable(core.trouble);
    } else {
        line.about = "connecting \u2026";
    }
    return line;
}

std::size_t count(const std::vector<CoreLine>& cores, CoreLine::State state) {
    return static_cast<std::size_t>(std::count_if(
        cores.begin(), cores.end(), [&](const CoreLine& core) { return core.state == state; }));
}

Snapshot::Stage stage_of(const Snapshot& snapshot, const LightState& state) {
    using enum Snapshot::Stage;
    if (count(snapshot.cores, CoreLine::State::Answers) == 0) {
        return count(snapshot.cores, CoreLine::State::Trying) == 0 ? Away : Connecting;
    }
    const bool one_is_done = std::any_of(state.cores.begin(), state.cores.end(),
                                         [](const LightCore& core) { return core.caught_up; });
    return one_is_done && state.read == state.headers ? UpToDate : Following;
}

std::vector<std::string> worries_of(const Snapshot& snapshot, const LightState& state,
                                    const chain::Network& network) {
    std::vector<std::string> worries;
    for (const LightCore& core : state.cores) {
        for (const std::string& each : core.complaints) worries.push_back(printable(each));
    }
    // What is still being read says nothing of how old the newest block is.
    if (snapshot.stage == Snapshot::Stage::UpToDate) {
        std::string isolated = words(state.isolation, network);
        if (!isolated.empty()) worries.push_back(std::move(isolated));
    }
    if (snapshot.cores.size() > 1 && count(snapshot.cores, CoreLine::State::Answers) == 1 &&
        count(snapshot.cores, CoreLine::State::Trying) == 0) {
        worries.emplace_back("only one of the cores answers: nobody contradicts it");
    }
    return worries;
}

std::shared_ptr<const std::vector<Line>> history_of(const node::LightWallet& light,
                                                    const Snapshot* before) {
    const wallet::Wallet& wallet = light.wallet();
    std::vector<Line> lines;
    lines.reserve(wallet.entries());
    for (std::size_t at = 0; at < wallet.entries(); ++at) {
        Line line{wallet.entry(at)};
        if (line.entry.state == wallet::State::Waiting) {
            const auto payment = light.payment(line.entry.id);
            line.untaken = payment && payment->taken_by.empty();
        }
        lines.push_back(std::move(line));
    }
    if (before != nullptr && *before->history == lines) return before->history;
    return std::make_shared<const std::vector<Line>>(std::move(lines));
}

bool same_addresses(const Snapshot& one, const Snapshot& other) {
    return std::equal(one.addresses.begin(), one.addresses.end(), other.addresses.begin(),
                      other.addresses.end(), [](const auto& left, const auto& right) {
                          return std::tie(left.key, left.label, left.balance) ==
                                 std::tie(right.key, right.label, right.balance);
                      });
}

std::shared_ptr<const gui::Timeline> engravings_of(const Residents& here, const Snapshot& fresh,
                                                   const Snapshot* before) {
    if (!here.engravings.shown()) return nullptr;
    if (before != nullptr && before->engravings &&
        before->engraved_version == fresh.engraved_version && same_addresses(*before, fresh)) {
        return before->engravings;
    }
    gui::Timeline timeline;
    for (const message::TimelineEntry& each : here.engravings.entries()) {
        const message::Engraved& engraved = each.engraved;
        const bool ours = std::any_of(fresh.addresses.begin(), fresh.addresses.end(),
                                      [&](const auto& own) { return own.key == engraved.author; });
        timeline.push_back({crypto::to_address(engraved.author),
                            {},
                            engraved.text,
                            gui::date_and_time(engraved.time),
                            static_cast<std::uint32_t>(engraved.height.value()),
                            each.verified,
                            ours});
    }
    if (before != nullptr && before->engravings && *before->engravings == timeline)
        return before->engravings;
    return std::make_shared<const gui::Timeline>(std::move(timeline));
}

bool same_notices(const Snapshot& one, const Snapshot& other) {
    const auto newest = [](const auto& notices) {
        return notices.empty() ? 0 : notices.back().number;
    };
    return newest(one.notices) == newest(other.notices) &&
           newest(one.of_letters) == newest(other.of_letters);
}

}  // namespace

bool same(const Snapshot& one, const Snapshot& other) {
    const auto fields = [](const Snapshot& snapshot) {
        return std::tie(snapshot.stage, snapshot.headers, snapshot.told, snapshot.read,
                        snapshot.cores, snapshot.worries, snapshot.balance, snapshot.mail,
                        snapshot.engravings, snapshot.nobody_engraves, snapshot.older_engravings);
    };
    return fields(one) == fields(other) && same_notices(one, other) && same_addresses(one, other) &&
           *one.history == *other.history;
}

Snapshot snapshot_of(const Residents& here, const WatchedPair& cores, const chain::Network& network,
                     const Snapshot* before) {
    const node::LightWallet& wallet = here.wallet;
    const LightState state = wallet.state();
    Snapshot snapshot;
    for (const WatchedPair::Core& each : cores.cores()) {
        snapshot.cores.push_back(line_of(each, state));
        snapshot.told = std::max(snapshot.told, snapshot.cores.back().tip);
    }
    snapshot.headers = state.headers;
    snapshot.told = std::max(snapshot.told, state.headers);
    snapshot.read = state.read;
    snapshot.stage = stage_of(snapshot, state);
    snapshot.worries = worries_of(snapshot, state, network);
    snapshot.notices.assign(wallet.notices().begin(), wallet.notices().end());
    snapshot.balance = wallet.wallet().balance();
    snapshot.addresses = wallet.wallet().addresses();
    snapshot.history = history_of(wallet, before);
    const auto all = cores.cores();
    const bool connected =
        std::any_of(all.begin(), all.end(), [](const auto& core) { return core.connected; });
    snapshot.mail = here.letters.view(connected);
    snapshot.of_letters.assign(here.letters.notices().begin(), here.letters.notices().end());
    snapshot.engraved_version = here.engravings.version();
    snapshot.engravings = engravings_of(here, snapshot, before);
    snapshot.nobody_engraves = connected && !here.engravings.carried();
    snapshot.older_engravings = here.engravings.has_older();
    return snapshot;
}

}  // namespace sbc::light
