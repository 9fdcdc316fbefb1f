#include "p2p/edge_pair.hpp"

#include <algorithm>
#include <utility>

#include "p2p/relay.hpp"

namespace sbc::p2p {
namespace {

constexpr std::size_t most_avoided = 100;

}  // namespace

// An application as one of the two edges sees it: what both hear comes to it once, and whom it
// sends away is noted, since an edge knows its own link only.
class EdgePair::Once final : public Application {
public:
    Once(Application& application, EdgePair& pair) : application_{application}, pair_{pair} {}

    [[nodiscard]] std::string name() const override { return application_.name(); }
    Actions published(MessageId id, const std::string& body, Source from, Moment moment) override {
        if (!pair_.seen_.add(id, moment.now)) return {};
        return noted(application_.published(id, body, from, moment));
    }
    Actions direct(LinkId from, const std::string& body, Moment moment) override {
        return noted(application_.direct(from, body, moment));
    }
    Actions joined(LinkId neighbour, Moment moment) override {
        return noted(application_.joined(neighbour, moment));
    }
    Actions left(LinkId neighbour) override { return noted(application_.left(neighbour)); }
    Actions delivered(const std::string& body) override {
        return noted(application_.delivered(body));
    }
    Actions typed(const std::string& line, Moment moment) override {
        return noted(application_.typed(line, moment));
    }
    Actions on_time(Moment moment) override { return noted(application_.on_time(moment)); }
    [[nodiscard]] Instant deadline() const override { return application_.deadline(); }

private:
    Actions noted(Actions wishes) {
        for (const Action& wish : wishes) {
            const auto* close = std::get_if<Close>(&wish);
            if (close != nullptr) pair_.avoid(close->link);
        }
        return wishes;
    }

    Application& application_;
    EdgePair& pair_;
};

struct EdgePair::Half {
    std::vector<std::unique_ptr<Once>> applications;
    std::optional<EdgeNode> edge;
    std::optional<Address> at{};   // the core that it is at, or dials
    std::optional<LinkId> link{};  // once it is there
    bool left = false;
};

EdgePair::EdgePair(EdgePairSettings settings, const std::vector<Application*>& applications)
    : avoid_{settings.avoid}, seen_{RelayLimits{}.remembered, RelayLimits{}.memory} {
    for (auto& half : halves_) {
        half = std::make_unique<Half>();
        std::vector<Application*> seen_once;
        for (Application* application : applications) {
            half->applications.push_back(std::make_unique<Once>(*application, *this));
            seen_once.push_back(half->applications.back().get());
        }
        half->edge.emplace(settings.edge, seen_once);
        auto& cores = settings.edge.cores;
        if (!cores.empty()) std::rotate(cores.begin(), cores.begin() + 1, cores.end());
        settings.edge.hello.id = NodeId{settings.edge.hello.id.value() + 1};
    }
}

EdgePair::~EdgePair() = default;

// --- events --------------------------------------------------------------------------------------

Actions EdgePair::opened(LinkId link, const Address& address, Direction direction, Moment moment) {
    moment_ = moment;
    for (auto& half : halves_) {
        if (half->link || half->at != address) continue;
        half->link = link;
        perform(*half, half->edge->opened(link, address, direction, moment));
        return finish();
    }
    out_.add(Close{link});  // nobody has dialed there
    return finish();
}

Actions EdgePair::dial_failed(const Address& to, const std::string& why, Moment moment) {
    moment_ = moment;
    for (auto& half : halves_) {
        if (half->link || half->at != to) continue;
        half->at.reset();
        perform(*half, half->edge->dial_failed(to, why, moment));
    }
    return finish();
}

Actions EdgePair::received(LinkId link, ByteView payload, Moment moment) {
    moment_ = moment;
    Half* half = half_of(link);
    if (half != nullptr) perform(*half, half->edge->received(link, payload, moment));
    return finish();
}

Actions EdgePair::closed(LinkId link, const std::string& why, Moment moment) {
    moment_ = moment;
    if (Half* half = half_of(link)) {
        half->link.reset();
        half->at.reset();
        perform(*half, half->edge->closed(link, why, moment));
    }
    return finish();
}

Actions EdgePair::typed(const std::string& line, Moment moment) {
    moment_ = moment;
    if (line == "/quit") return leave();
    if (line == "/who") {
        for (auto& half : halves_) perform(*half, half->edge->typed(line, moment));
        return finish();
    }
    Half& first = *halves_.front();
    Half& half = first.edge->connected_to() ? first : *halves_.back();
    Half& speaks = half.edge->connected_to() ? half : first;
    perform(speaks, speaks.edge->typed(line, moment));
    return finish();
}

Actions EdgePair::on_time(Moment moment) {
    moment_ = moment;
    std::erase_if(avoided_, [&](const Avoided& one) { return one.until <= moment.now; });
    for (auto& half : halves_) perform(*half, half->edge->on_time(moment));
    return finish();
}

Instant EdgePair::deadline() const {
    return std::min(halves_.front()->edge->deadline(), halves_.back()->edge->deadline());
}

Actions EdgePair::leave() {
    quitting_ = true;
    return finish();
}

// --- what the edges want -------------------------------------------------------------------------

void EdgePair::perform(Half& half, Actions actions) {
    for (Action& action : actions) {
        if (const auto* dial = std::get_if<Dial>(&action)) {
            perform_dial(half, *dial);
        } else if (std::holds_alternative<Quit>(action)) {
            half.left = quitting_ = true;
        } else {
            const auto* close = std::get_if<Close>(&action);
            if (close != nullptr && half.link == close->link) {
                half.link.reset();
                half.at.reset();
            }
            out_.add(std::move(action));
        }
    }
}

void EdgePair::perform_dial(Half& half, const Dial& dial) {
    if (may_dial(half, dial.to)) {
        half.at = dial.to;
        return out_.add(dial);
    }
    // To the edge it is a core that does not answer: it waits, and tries the next one. Nobody needs
    // to read that each time. An edge that has no core hears of others from the one that has.
    (void)half.edge->dial_failed(dial.to, "the other edge is there", moment_);
    for (const auto& one : halves_) {
        if (one.get() != &half) half.edge->hear_of(one->edge->known_cores());
    }
}

bool EdgePair::may_dial(const Half& half, const Address& core) const {
    const auto is_it = [&](const Avoided& one) {
        return one.core == core && one.until > moment_.now;
    };
    if (std::any_of(avoided_.begin(), avoided_.end(), is_it)) return false;
    return std::none_of(halves_.begin(), halves_.end(),
                        [&](const auto& one) { return one.get() != &half && one->at == core; });
}

void EdgePair::avoid(LinkId link) {
    const auto core = address_of(link);
    if (!core) return;
    if (avoided_.size() == most_avoided) avoided_.erase(avoided_.begin());
    avoided_.push_back({*core, moment_.now + avoid_});
    unwanted_.push_back(link);
}

// The edge whose application spoke has closed its own link by now; it knows nothing of the other's.
void EdgePair::send_away() {
    while (!unwanted_.empty()) {
        const LinkId link = unwanted_.back();
        unwanted_.pop_back();
        if (Half* half = half_of(link)) {
            perform(*half, half->edge->closed(link, "an application wants another core", moment_));
        }
    }
}

Actions EdgePair::finish() {
    send_away();
    if (quitting_) {
        for (auto& half : halves_) {
            if (!half->left) perform(*half, half->edge->leave());
        }
        quitting_ = false;
        out_.add(Quit{});
    }
    return out_.take();
}

// --- who is where --------------------------------------------------------------------------------

EdgePair::Half* EdgePair::half_of(LinkId link) {
    for (auto& half : halves_) {
        if (half->link == link) return half.get();
    }
    return nullptr;
}

std::vector<Address> EdgePair::connected_to() const {
    std::vector<Address> cores;
    for (const auto& half : halves_) {
        if (const auto core = half->edge->connected_to()) cores.push_back(*core);
    }
    return cores;
}

std::optional<Address> EdgePair::address_of(LinkId link) const {
    for (const auto& half : halves_) {
        if (half->link == link) return half->at;
    }
    return std::nullopt;
}

}  // namespace sbc::p2p
