#pragma once

#include <map>
#include <string>
#include <vector>

#include "p2p/application.hpp"

namespace sbc::p2p {

// The applications of one node: hands each event to those that it is for, and collects what they
// want. It owns none of them; they live longer than it.
class ApplicationHost {
public:
    explicit ApplicationHost(const std::vector<Application*>& applications);

    // As a hello lists them: sorted.
    [[nodiscard]] std::vector<std::string> names() const;

    // Of those that we do not have we cannot know it.
    [[nodiscard]] bool is_for_cores_only(const std::string& application) const;

    // For one application; for one that we do not have, nothing happens.
    [[nodiscard]] Actions published(const Spread& spread, Source from, Moment moment);
    // Of a neighbour that has joined the application.
    [[nodiscard]] Actions direct(LinkId from, const Hello& hello, const Direct& direct,
                                 Moment moment);
    [[nodiscard]] Actions delivered(const Spread& spread);

    // For those that both we and this neighbour have, and it may have.
    [[nodiscard]] Actions joined(LinkId neighbour, const Hello& hello, Moment moment);
    [[nodiscard]] Actions left(LinkId neighbour, const Hello& hello);

    // For the first that knows this command, in the order of their names.
    [[nodiscard]] Actions typed(const std::string& line, Moment moment);
    // For those whose deadline has come.
    [[nodiscard]] Actions on_time(Moment moment);
    [[nodiscard]] Instant deadline() const;

private:
    [[nodiscard]] Application* find(const std::string& name) const;
    [[nodiscard]] Application* find_shared(const std::string& name, const Hello& with) const;
    std::map<std::string, Application*> by_name_;
};

}  // namespace sbc::p2p
