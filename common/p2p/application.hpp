#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "p2p/node.hpp"

namespace sbc::p2p {

// The neighbour a message came through, who need not be its author; nothing: it is our own.
struct Source {
    std::optional<LinkId> link;
};

// Something that uses the network, which carries it without knowing it. Like a node it only
// decides: events go in, actions come out (Send of a Direct, Publish, Tell, Close; Quit ends the
// program). What it does not care about it leaves out. Graduated from lesson 03.
class Application {
public:
    Application() = default;
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    virtual ~Application() = default;

    // As is_application_name() takes it; always the same.
    [[nodiscard]] virtual std::string name() const = 0;
    // Whether cores have it to themselves: a core neither shows an edge anything of it nor hears
    // what one says of it, whatever the edge's hello names. Always the same.
    [[nodiscard]] virtual bool for_cores_only() const { return false; }

    // Somebody has published this. Each id comes once as long as the node remembers it
    // (RelayLimits). Our own comes back to us in the same way.
    virtual Actions published(MessageId id, const std::string& body, Source from,
                              Moment moment) = 0;
    // A neighbour says this to us alone. To answer: Send{from, Direct{name(), …}}.
    virtual Actions direct(LinkId /*from*/, const std::string& /*body*/, Moment) { return {}; }
    // A neighbour that has this application, too, has come, or gone.
    virtual Actions joined(LinkId /*neighbour*/, Moment) { return {}; }
    virtual Actions left(LinkId /*neighbour*/) { return {}; }
    // At an edge: its core has passed this on.
    virtual Actions delivered(const std::string& /*body*/) { return {}; }
    // A line from the keyboard. Without actions it is none of this application's commands.
    virtual Actions typed(const std::string& /*line*/, Moment) { return {}; }
    virtual Actions on_time(Moment) { return {}; }
    // When on_time() wants to be called next; it may come earlier.
    [[nodiscard]] virtual Instant deadline() const { return never; }
};

}  // namespace sbc::p2p
