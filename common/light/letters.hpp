#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "gui/account.hpp"
#include "message/correspondent.hpp"
#include "p2p/application.hpp"

namespace sbc::light {

struct LettersSettings {
    crypto::Hash network;
    chain::Bits stamp = message::usual_stamp;
};

// Something that has happened with letters, told once.
struct LettersNotice {
    std::uint64_t number = 0;  // rises
    gui::News news{};
};

// The application "mail" of a wallet, whose keys are open at some times and locked at others: a
// message::Correspondent while they are open, under one address, with its letter book in a file.
// Which cores carry letters it remembers in between. Where the file cannot be used there are no
// letters, and view() says why; the wallet works on. When another program has written it meanwhile,
// it is read again, and what could not be kept is done anew.
//
// Lives on the wallet's thread, and while the keys are open that one signing key with it. What is
// done from outside of an event wants the driver to be woken: deadline() has come.
class Letters : public p2p::Application {
public:
    explicit Letters(LettersSettings settings);
    ~Letters() override;

    // --- the keys ---
    void open(crypto::SigningKey owner, const std::string& file, p2p::Moment moment);
    void close();
    // Of the one whose letters these are; nothing: they are closed.
    [[nodiscard]] std::optional<crypto::PublicKey> owner() const;

    // --- what the owner wants; refused where there are no letters ---
    [[nodiscard]] gui::Done write(const crypto::PublicKey& to, const std::string& text,
                                  p2p::Moment moment);
    [[nodiscard]] gui::Done find(const crypto::PublicKey& whose, p2p::Moment moment);
    [[nodiscard]] gui::Done compared(const crypto::PublicKey& whose, const std::string& words,
                                     bool yes, p2p::Moment moment);
    [[nodiscard]] gui::Done renew(p2p::Moment moment);
    [[nodiscard]] gui::Done forget(const crypto::PublicKey& whom, p2p::Moment moment);
    void read(const crypto::PublicKey& with);  // the conversation is being looked at

    // --- stamps: somebody looks for the nonce (miner::Miner) ---
    [[nodiscard]] std::optional<message::Correspondent::Job> job() const;
    void stamped(const crypto::Hash& item, const chain::Header& solved, p2p::Moment moment);

    // --- what is ---
    // `connected`: with any core. Shared from call to call while it stays the same.
    [[nodiscard]] std::shared_ptr<const gui::MailView> view(bool connected);
    // The last hundred, the oldest first.
    [[nodiscard]] const std::deque<LettersNotice>& notices() const { return notices_; }

    // --- p2p::Application ---
    [[nodiscard]] std::string name() const override { return "mail"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};
    }
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId core, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId core) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

private:
    struct Desk;  // the correspondent, its key and its file

    void begin(p2p::Moment moment);
    void off(const std::string& why);
    // Does this with the correspondent, and what follows from it.
    template <class Work>
    [[nodiscard]] gui::Done with(p2p::Moment moment, const Work& work);
    void count(p2p::LinkId from, const std::string& body);
    void look_after(p2p::Moment moment);
    [[nodiscard]] gui::Done kept() const;  // what the correspondent wanted to keep, the last time
    [[nodiscard]] bool another_has_written() const;
    void take_news();
    void tell(gui::News news);
    [[nodiscard]] gui::MailView made() const;
    [[nodiscard]] p2p::Actions finish(p2p::Actions actions, p2p::Moment moment);

    LettersSettings settings_;
    std::set<p2p::LinkId> cores_;  // that carry letters
    std::unique_ptr<Desk> desk_;
    std::string trouble_;
    // So many letters each core has said that it has for us, and has not shown.
    std::map<p2p::LinkId, std::uint64_t> coming_;
    p2p::Actions due_;  // at the next event
    p2p::Moment moment_{};
    std::deque<LettersNotice> notices_;
    std::uint64_t told_ = 0;
    bool changed_ = true;  // since the view was made
    bool nobody_carries_ = false;
    std::shared_ptr<const gui::MailView> view_;
    std::set<crypto::PublicKey> sought_;  // whose cards have not come yet
    // Letters up to these numbers have been looked at; where there is none, up to read_.
    std::map<crypto::PublicKey, std::uint64_t> read_up_to_;
    std::uint64_t read_ = 0;
};

}  // namespace sbc::light
