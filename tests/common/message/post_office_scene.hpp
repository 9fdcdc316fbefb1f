// Who talks with a post office: edges and cores that say whatever a test wants.
#pragma once

#include "mail_scene.hpp"
#include "message/post_office.hpp"

namespace mail {

// An edge or a core that says what a test wants, and notes what it hears.
struct Probe : Node {
    explicit Probe(const std::string& application, bool is_core = false)
        : Node{is_core}, ear{application} {
        apps = {&ear};
    }
    struct Ear : sbc::p2p::Application {
        explicit Ear(std::string its_name) : name_{std::move(its_name)} {}
        [[nodiscard]] std::string name() const override { return name_; }
        sbc::p2p::Actions published(sbc::p2p::MessageId, const std::string& body, sbc::p2p::Source,
                                    Moment) override {
            spreads.push_back(decode(body).value());
            return {};
        }
        sbc::p2p::Actions direct(LinkId, const std::string& body, Moment) override {
            heard.push_back(decode(body).value());
            return {};
        }
        std::vector<MailMessage> heard;
        std::vector<MailMessage> spreads;

    private:
        std::string name_;
    };
    template <class Kind>
    [[nodiscard]] std::vector<Kind> all() const {
        std::vector<Kind> found;
        for (const MailMessage& one : ear.heard) {
            if (const auto* kind = std::get_if<Kind>(&one)) found.push_back(*kind);
        }
        return found;
    }
    Ear ear;
};

inline sbc::crypto::PublicKey bob() { return key_of("bob").public_key(); }

struct Office : World {
    Core core;
    Probe edge{"mail"};
    LinkId link{};
    explicit Office(PostOfficeSettings settings = office_settings()) : core{std::move(settings)} {
        add(core);
        add(edge);
        link = connect(edge, core);
    }
    void say(Probe& from, LinkId over, const std::string& body) {
        carry(from, {sbc::p2p::Send{over, sbc::p2p::Direct{from.ear.name(), body}}});
        settle();
    }
    void say(const MailMessage& message) { say(edge, link, encode(message)); }
    // Knocks, and signs the challenge that comes with this key.
    void claim(const std::string& name, const std::string& signer) {
        const auto address = key_of(name).public_key();
        say(Knock{address});
        const Challenge challenge = edge.all<Ask>().back().challenge;
        say(claim_of(name, signer, challenge));
    }
    static Claim claim_of(const std::string& name, const std::string& signer,
                          const Challenge& challenge) {
        const auto address = key_of(name).public_key();
        return {address, key_of(signer).sign(claim_part(address, challenge, network()))};
    }
    void hand_in(std::uint64_t letters) {
        for (std::uint64_t number = 0; number < letters; ++number) say(letter_number(number));
    }
    [[nodiscard]] bool sent_away() const { return core.penalties == std::vector<unsigned>{10}; }
};

}  // namespace mail
