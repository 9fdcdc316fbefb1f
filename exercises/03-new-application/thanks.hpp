#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "application.hpp"

namespace exercise {

using stage::Actions;
using stage::MessageId;
using stage::Moment;
using stage::Source;

// Gathers what is to be done while one event is handled, as the nodes' Outbox does. Its functions
// are in wishes.cpp, so that yours compile quickly.
class Wishes {
public:
    Wishes();
    ~Wishes();
    void publish(std::string application, std::string body);
    void tell(sbc::Tone tone, std::string text);
    Actions take();

private:
    Actions actions_;
};

constexpr std::size_t longest_name = 64;  // bytes
constexpr std::size_t most_names = 100;   // that are counted

// Who has been thanked, and how often. Everybody who has this application keeps the same list.
class Thanks : public stage::Application {
public:
    explicit Thanks(std::string me);
    ~Thanks() override;
    [[nodiscard]] std::string name() const override;

    // "thank NAME" publishes {"from":…,"to":NAME}. "thanks" shows the list, a line for each name:
    // "bob: 2". All other lines are not for us.
    Actions typed(const std::string& line, Moment moment) override;
    // Counts it, and tells whoever is thanked: "alice says: you are great".
    Actions published(MessageId id, const std::string& body, Source from, Moment moment) override;

private:
    std::string me_;
    std::map<std::string, std::uint64_t> times_;  // by name
};

}  // namespace exercise
