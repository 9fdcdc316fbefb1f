#include "thanks.hpp"

namespace exercise {

Wishes::Wishes() = default;
Wishes::~Wishes() = default;

void Wishes::publish(std::string application, std::string body) {
    actions_.push_back(stage::Publish{std::move(application), std::move(body)});
}

void Wishes::tell(sbc::Tone tone, std::string text) {
    actions_.push_back(stage::Tell{tone, std::move(text)});
}

Actions Wishes::take() { return std::exchange(actions_, {}); }

Thanks::Thanks(std::string me) : me_{std::move(me)} {}
Thanks::~Thanks() = default;
std::string Thanks::name() const { return "thanks"; }

}  // namespace exercise
