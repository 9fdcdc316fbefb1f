#include "sample_network.hpp"

#include <array>
#include <utility>

namespace sample {

using namespace sbc::gui;

Weather weather_called(const std::string& word) {
    constexpr std::array<std::pair<const char*, Weather>, 6> names{
        {{"away", Weather::Away},
         {"connecting", Weather::Connecting},
         {"following", Weather::Following},
         {"up-to-date", Weather::UpToDate},
         {"differ", Weather::Differ},
         {"stale", Weather::Stale}}};
    for (const auto& [known, weather] : names) {
        if (word == known) return weather;
    }
    return Weather::NoNetwork;
}

Connection connection_in(Weather weather) {
    const CoreView one{"192.168.178.21:9333", CoreState::Answers, 1204, "up to date"};
    const CoreView other{"village-school.example:9333", CoreState::Answers, 1204, "up to date"};
    switch (weather) {
        case Weather::NoNetwork: return {};
        case Weather::Away:
            return {LinkState::Away,
                    0,
                    0,
                    {{one.address, CoreState::Away, 0, "nobody listens there"},
                     {other.address, CoreState::Away, 1198, "no answer within 5 seconds"}},
                    {{"No core answers.",
                      "What you see is as of block 1,204. It is tried again and again."}}};
        case Weather::Connecting:
            return {LinkState::Connecting,
                    0,
                    0,
                    {{one.address, CoreState::Trying, 0, "connecting \u2026"},
                     {other.address, CoreState::Trying, 0, "connecting \u2026"}}};
        case Weather::Following:
            return {LinkState::Following,
                    850,
                    1204,
                    {{one.address, CoreState::Answers, 1204, "tells us its headers"},
                     {other.address, CoreState::Trying, 0, "connecting \u2026"}}};
        case Weather::UpToDate: return {LinkState::UpToDate, 1204, 1204, {one, other}};
        case Weather::Differ:
            return {
                LinkState::UpToDate,
                1204,
                1204,
                {one,
                 {other.address, CoreState::Answers, 1203, "another history since block 1,200"}},
                {{"The two cores tell different histories since block 1,200.",
                  "The one with more work is shown. Wait with what matters until they agree: "
                  "a payment in these blocks may have to wait again."},
                 {"The newest block is 2 hours old.",
                  "Either nobody mines, or newer blocks are kept from you."}}};
        case Weather::Stale:
            return {LinkState::UpToDate,
                    1204,
                    1204,
                    {one, {other.address, CoreState::Away, 0, "nobody listens there"}},
                    {{"The newest block is 2 hours old.",
                      "Either nobody mines, or newer blocks are kept from you."}}};
    }
    return {};
}

std::vector<std::string> cannot_know() {
    return {"The cores learn your addresses, and that they belong together.",
            "A core proves that a payment is in a block; that it has told you of all of them, it "
            "cannot prove.",
            "Whether a coin of yours was spent by another copy of your keys, you learn only if a "
            "core tells you.",
            "If all your cores belong to one person, you see what that person shows: at the "
            "worst an old history, or one that others do not follow."};
}

}  // namespace sample
