#pragma once

#include <set>

#include "classroom/classroom.hpp"
#include "p2p/application.hpp"

namespace sbc::classroom {

// Stands before a node's application and lets it see only the neighbours of its own side: while
// the class is parted, those of the other side have left, as far as it knows, and when the class
// is healed they have come. The connections stay, and with them what else uses them: so an order to
// heal arrives, and a window sees both sides. One thread.
class Gate : public p2p::Application {
public:
    // Both live longer.
    Gate(p2p::Application& inside, const Classroom& classroom)
        : inside_{inside}, classroom_{classroom} {}

    // Neighbours of the other side, as of the last event.
    [[nodiscard]] std::size_t hidden() const { return hidden_.size(); }

    [[nodiscard]] std::string name() const override { return inside_.name(); }
    p2p::Actions published(p2p::MessageId id, const std::string& body, p2p::Source from,
                           p2p::Moment moment) override;
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId neighbour, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId neighbour) override;
    p2p::Actions delivered(const std::string& body) override { return inside_.delivered(body); }
    p2p::Actions typed(const std::string& line, p2p::Moment moment) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

private:
    [[nodiscard]] bool up_to_date() const { return seen_ == classroom_.sides(); }
    [[nodiscard]] p2p::Actions move(p2p::Moment moment);

    p2p::Application& inside_;
    const Classroom& classroom_;
    std::set<p2p::LinkId> known_;   // neighbours that it has been told of,
    std::set<p2p::LinkId> hidden_;  // and those of the other side
    std::uint64_t seen_ = 0;        // of Classroom::sides()
};

}  // namespace sbc::classroom
