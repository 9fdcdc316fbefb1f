#include "thanks.hpp"

namespace exercise {

Actions publish(std::string application, std::string body) {
    return {stage::Publish{std::move(application), std::move(body)}};
}

void tell(Actions& actions, sbc::Tone tone, std::string text) {
    actions.push_back(stage::Tell{tone, std::move(text)});
}

}  // namespace exercise
