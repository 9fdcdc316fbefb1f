#include <algorithm>
#include <cmath>
#include <numbers>

#include "gui/explorer/network_picture.hpp"

namespace sbc::gui {
namespace {

struct Band {
    float inner = 0, outer = 1;  // radii: the circles lie outside of the first, up to the second
    std::size_t circles = 1;
};

float radius_of(const Band& band, std::size_t circle) {
    return band.inner + (band.outer - band.inner) * static_cast<float>(circle + 1) /
                            static_cast<float>(band.circles);
}

// Each circle has as many as its length can hold beside the others'.
std::vector<std::size_t> shared_out(const Band& band, std::size_t count) {
    float all = 0;
    for (std::size_t at = 0; at < band.circles; ++at) all += radius_of(band, at);
    std::vector<std::size_t> shares;
    float until = 0;
    std::size_t given = 0;
    for (std::size_t at = 0; at < band.circles; ++at) {
        until += radius_of(band, at);
        const auto upto =
            at + 1 == band.circles
                ? count
                : static_cast<std::size_t>(std::lround(static_cast<float>(count) * until / all));
        shares.push_back(upto - given);
        given = upto;
    }
    return shares;
}

std::vector<Spot> places_in(const Band& band, std::size_t count, float turned) {
    std::vector<Spot> places;
    places.reserve(count);
    const auto shares = shared_out(band, count);
    for (std::size_t circle = 0; circle < shares.size(); ++circle) {
        const float radius = radius_of(band, circle);
        // Half a place further on every other circle: whoever stands behind is seen.
        const float begin = circle % 2 == 0 ? turned : turned - 0.5F;
        for (std::size_t at = 0; at < shares[circle]; ++at) {
            const float turn = (static_cast<float>(at) + begin) /
                                   static_cast<float>(shares[circle]) * 2 *
                                   std::numbers::pi_v<float> -
                               std::numbers::pi_v<float> / 2;
            places.push_back({radius * std::cos(turn), radius * std::sin(turn)});
        }
    }
    return places;
}

// Up to 18 on one circle, then as many circles as leave every node about the same room.
std::size_t circles_for(std::size_t count) {
    if (count <= 18) return 1;
    std::size_t circles = 2;
    while (5 * circles * (circles + 1) < count) ++circles;
    return circles;
}

// Around a middle where nobody stands but ours, or one who is alone. `turned`: by so much of a
// place.
void put_around(const std::vector<NodeMark>& nodes, const std::vector<std::size_t>& which,
                float turned, std::vector<Spot>& places) {
    std::vector<std::size_t> inside;
    std::vector<std::size_t> wallets;
    for (const std::size_t at : which) {
        (nodes[at].kind == NodeMark::Kind::Wallet ? wallets : inside).push_back(at);
    }
    const float rim = wallets.empty() || inside.empty() ? 1.0F : 0.8F;
    const auto circles = circles_for(inside.size());
    const float hole = circles == 1 ? 0 : rim / static_cast<float>(circles + 1) * 0.9F;
    const auto of_nodes = places_in({hole, rim, circles}, inside.size(), turned);
    const Band outside{rim < 1 ? rim + 0.06F : 0.0F, 1,
                       std::max<std::size_t>(1, wallets.size() / 80)};
    const auto of_wallets = places_in(outside, wallets.size(), turned);
    for (std::size_t at = 0; at < inside.size(); ++at) places[inside[at]] = of_nodes[at];
    for (std::size_t at = 0; at < wallets.size(); ++at) places[wallets[at]] = of_wallets[at];
}

}  // namespace

bool is_parted(const std::vector<NodeMark>& nodes) {
    return std::any_of(nodes.begin(), nodes.end(), [](const NodeMark& each) { return each.apart; });
}

std::vector<Spot> network_places(const std::vector<NodeMark>& nodes) {
    std::vector<Spot> places(nodes.size());
    std::vector<std::size_t> ours;
    std::vector<std::size_t> others;
    for (std::size_t at = 1; at < nodes.size(); ++at) {
        (nodes[at].apart ? others : ours).push_back(at);
    }
    // Not all on one level where two sides stand beside one another: their lines would lie in one.
    const float turned = others.empty() ? 0.5F : 0.25F;
    put_around(nodes, ours, turned, places);
    if (others.empty()) return places;
    if (others.size() > 1) put_around(nodes, others, turned, places);
    constexpr float narrower = 1 - side_middle;
    for (std::size_t at = 0; at < nodes.size(); ++at) {
        const bool other = at != 0 && nodes[at].apart;
        places[at].x = places[at].x * narrower + (other ? side_middle : -side_middle);
    }
    return places;
}

}  // namespace sbc::gui
