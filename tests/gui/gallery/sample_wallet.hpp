// A wallet that keeps everything in memory and knows no cryptography: enough to look at the window,
// and to try what people do in it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "gui/backend.hpp"
#include "sample_mail.hpp"
#include "sample_network.hpp"

namespace sample {

inline constexpr auto pass_phrase = "open sesame";
inline constexpr auto copy_of_keys = "/media/stick/keys";  // can be imported, with that

// Looks like an address; the same number gives the same one.
std::string address(std::uint64_t number);

// So many lines, with names and notes in several languages.
std::shared_ptr<const sbc::gui::History> history(std::size_t lines);

struct Beginning {
    sbc::gui::KeysState keys = sbc::gui::KeysState::Open;
    std::size_t lines = 40;  // of history
    bool refuses_payments = false;
    Weather weather = Weather::NoNetwork;
    Post post = Post::None;
    Amounts amounts{};  // of what the post brings
};

class Wallet : public sbc::gui::Backend {
public:
    explicit Wallet(Beginning beginning = {});
    void perform(sbc::gui::Command command) override;
    [[nodiscard]] std::shared_ptr<const sbc::gui::WalletView> view() override;

private:
    void carry_out(sbc::gui::CheckDraft& wanted);
    void carry_out(sbc::gui::Pay& wanted);
    void carry_out(sbc::gui::NewAddress& wanted);
    void carry_out(sbc::gui::Rename& wanted);
    void carry_out(sbc::gui::ClaimName& wanted);
    void carry_out(sbc::gui::CreateWallet& wanted);
    void carry_out(sbc::gui::Unlock& wanted);
    void carry_out(sbc::gui::LockKeys& wanted);
    void carry_out(sbc::gui::ExportKeys& wanted);
    void carry_out(sbc::gui::ImportKeys& wanted);
    void carry_out(sbc::gui::ChangePassPhrase& wanted);
    void carry_out(sbc::gui::CloseBlock& wanted);
    void carry_out(sbc::gui::WriteLetter& wanted);
    void carry_out(sbc::gui::FindCard& wanted);
    void carry_out(sbc::gui::CompareCard& wanted);
    void carry_out(sbc::gui::RenewCard& wanted);
    void carry_out(sbc::gui::ReadLetters& wanted);
    void carry_out(sbc::gui::ForgetContact& wanted);
    void carry_out(sbc::gui::Engrave& wanted);
    void carry_out(sbc::gui::OlderEngravings& wanted);
    void carry_out(sbc::gui::CopyText& /*the window's own*/) {}
    void carry_out(sbc::gui::ChangeLook& /*nothing is kept*/) {}
    void hang_on_network(Weather weather);
    [[nodiscard]] sbc::gui::DraftCheck check(const sbc::gui::Draft& draft) const;
    // The next view has the changed letters; those that were handed out stay as they are.
    void change_mail(const std::function<void(sbc::gui::MailView&)>& change);
    void tell(sbc::gui::Tone tone, std::string text, std::string advice = {});

    sbc::gui::WalletView now_;
    bool refuses_payments_ = false;
    std::uint64_t notices_ = 0;
    std::string pass_phrase_{pass_phrase};
};

}  // namespace sample
