#pragma once

#include <optional>
#include <string>

#include "classroom/class_code.hpp"
#include "classroom/class_message.hpp"
#include "p2p/application.hpp"

namespace sbc::classroom {

// The application "class" at an edge whose owner has a wallet alone: asks for his points until the
// host has given or refused them, and then ends its program (Quit). One thread.
class Asker : public p2p::Application {
public:
    static constexpr Duration ask_again{5'000};
    Asker(ClassCode code, Ask ask);

    // What the host has said for good.
    [[nodiscard]] const std::optional<Gift>& answer() const { return answer_; }
    // He has been heard, and will have his points as soon as the host has some to give.
    [[nodiscard]] bool waits() const { return told_ && !answer_; }

    [[nodiscard]] std::string name() const override { return "class"; }
    p2p::Actions published(p2p::MessageId id, const std::string& body, p2p::Source from,
                           p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId core, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId core) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override { return ask_at_; }

private:
    ClassCode code_;
    Ask ask_;
    crypto::Hash network_;
    std::optional<Gift> answer_;
    bool told_ = false;  // that it will come later
    Instant ask_at_ = never;
};

}  // namespace sbc::classroom
