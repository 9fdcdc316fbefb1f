// Two cores that call each other, whoever is smaller and however their messages interleave.
#include <deque>

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/core_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

// Two cores and the connections between them, on which messages keep their order; across the
// connections it is drawn by lot.
class Couple {
public:
    Couple(std::uint64_t id_a, std::uint64_t id_b, std::uint64_t seed)
        : a_{settings(id_a, 5001, 5002), {}}, b_{settings(id_b, 5002, 5001), {}}, dice_{seed} {}

    // Until nothing is under way for a minute of their time.
    void run() {
        for (sbc::Instant end = now_ + 1min; now_ < end; now_ += 100ms) {
            step(a_);
            step(b_);
            while (deliver_one()) {
            }
        }
    }
    [[nodiscard]] std::size_t connections() const { return open_.size(); }
    [[nodiscard]] std::uint64_t last_link() const { return last_; }
    [[nodiscard]] const Core& a() const { return a_; }
    [[nodiscard]] const Core& b() const { return b_; }

private:
    struct Pipe {
        std::deque<sbc::Bytes> to_a;
        std::deque<sbc::Bytes> to_b;
        bool a_closed = false;  // by that side; the other is told when it has read all
        bool b_closed = false;
    };
    static CoreSettings settings(std::uint64_t id, std::uint16_t port, std::uint16_t seed) {
        CoreSettings result = core_settings(id);
        result.hello.port = port;
        result.self = address(port);
        result.seeds = {address(seed)};
        return result;
    }
    std::uint64_t roll() {
        dice_ = dice_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return dice_ >> 33;
    }
    Moment moment() { return at(now_, roll()); }
    void step(Core& core) { perform(core, core.on_time(moment())); }
    void perform(Core& core, const Actions& actions) {
        const bool is_a = &core == &a_;
        for (const Action& action : actions) {
            for (const LinkId link : receivers(action)) {
                if (!open_.contains(link)) continue;
                Pipe& pipe = open_[link];
                (is_a ? pipe.to_b : pipe.to_a).push_back(encode(*message_of(action)));
            }
            if (const auto* close = std::get_if<Close>(&action);
                close && open_.contains(close->link)) {
                (is_a ? open_[close->link].a_closed : open_[close->link].b_closed) = true;
            }
            if (const auto* dial = std::get_if<Dial>(&action)) {
                const LinkId link{++last_};
                open_[link];
                Core& other = is_a ? b_ : a_;
                perform(other, other.opened(link, address(40'000), Direction::Accepted, moment()));
                perform(core, core.opened(link, dial->to, Direction::Dialed, moment()));
            }
        }
    }
    // Something happens at one end of one connection.
    bool deliver_one() {
        std::vector<std::pair<LinkId, bool>> due;
        for (const auto& [link, pipe] : open_) {
            if (!pipe.to_a.empty() || pipe.b_closed) due.emplace_back(link, true);
            if (!pipe.to_b.empty() || pipe.a_closed) due.emplace_back(link, false);
        }
        if (due.empty()) return false;
        const auto one = due[roll() % due.size()];
        Core& core = one.second ? a_ : b_;
        auto& queue = one.second ? open_[one.first].to_a : open_[one.first].to_b;
        if (queue.empty()) {
            open_.erase(one.first);
            perform(a_, a_.closed(one.first, "closed", moment()));
            perform(b_, b_.closed(one.first, "closed", moment()));
            return true;
        }
        const sbc::Bytes payload = std::move(queue.front());
        queue.pop_front();
        perform(core, core.received(one.first, payload, moment()));
        return true;
    }

    Core a_;
    Core b_;
    std::uint64_t dice_;
    sbc::Instant now_ = start;
    std::uint64_t last_ = 0;
    std::map<LinkId, Pipe> open_;
};

}  // namespace

TEST_CASE("two cores that call each other keep one connection, and come to rest", "[p2p]") {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        CAPTURE(seed);
        const bool a_is_smaller = seed % 2 == 0;
        Couple couple{a_is_smaller ? 1U : 2U, a_is_smaller ? 2U : 1U, seed};
        couple.run();
        REQUIRE(couple.connections() == 1);
        REQUIRE((couple.a().cores() == 1 && couple.b().cores() == 1));
        REQUIRE(couple.a().known_cores() == std::vector{address(5001), address(5002)});
        REQUIRE(couple.b().known_cores() == std::vector{address(5002), address(5001)});
        const std::uint64_t links = couple.last_link();
        CHECK(links == 2);
        couple.run();
        REQUIRE(couple.last_link() == links);  // nobody opens and closes for ever
    }
}
