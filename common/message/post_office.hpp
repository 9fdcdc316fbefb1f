#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "crypto/secret.hpp"
#include "message/mailboxes.hpp"
#include "p2p/application.hpp"

namespace sbc::message {

struct PostOfficeSettings {
    Hash network;
    crypto::Secret<32> dice;  // challenges come out of it: nobody may know it
    MailLimits limits{};
    std::size_t under_way = 8;        // letters that an edge has been sent and has not acknowledged
    std::size_t addresses_each = 16;  // that one edge may claim
    // An edge may say so much: so many a second, after so many at once. More is not answered.
    std::uint64_t rate = 50;
    std::uint64_t burst = 200;
    Duration round{600'000};  // so often each neighbour is asked anew what it has
};

// The mail of a core, as two applications of its node: "mail" for the edges that hang on it, and
// "post" between cores, which edges do not have, so that no letter is shown to an edge that has not
// proven its address. What an edge hands in is kept in Mailboxes and spread; what other cores
// spread is kept as well; and when an edge has signed the challenge it gets what waits for it,
// a few at a time, each until it has acknowledged it. Pure as CoreNode. One thread.
class PostOffice {
public:
    explicit PostOffice(PostOfficeSettings settings);
    PostOffice(const PostOffice&) = delete;
    PostOffice& operator=(const PostOffice&) = delete;
    ~PostOffice();

    // For the node that carries them; they live as long as this.
    [[nodiscard]] p2p::Application& counter();  // "mail"
    [[nodiscard]] p2p::Application& round();    // "post"

    [[nodiscard]] const Mailboxes& mailboxes() const { return mailboxes_; }

private:
    class Counter;
    class Round;
    const PostOfficeSettings settings_;
    Mailboxes mailboxes_;
    std::unique_ptr<Counter> counter_;
    std::unique_ptr<Round> round_;
};

}  // namespace sbc::message
