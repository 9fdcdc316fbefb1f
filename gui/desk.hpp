#pragma once

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "gui/account.hpp"
#include "gui/backend.hpp"
#include "gui/settings.hpp"

namespace sbc::gui {

// What only the program knows.
struct DeskOptions {
    std::string key_file;    // where it lies, to be shown
    std::string status;      // the line at the foot: "offline ledger"
    std::string next_block;  // the words of the button that closes a block; empty: there is none
};

// What stands between a wallet and its user: reads what was typed, knows people by their names,
// has the account do what was asked for, and says how it went. The window and wallet-cli both stand
// on it, so the one can do what the other can.
//
// Lives on one thread. The account is asked again only after a command that may have changed it, or
// when a view is wanted that no command came before (Worker::refresh()): a keystroke costs no
// history.
//
// What throws behind it (a file system, a machine without memory) is told like any other refusal.
class Desk : public Backend {
public:
    Desk(std::unique_ptr<Account> account, std::unique_ptr<SettingsStore> settings,
         DeskOptions options);

    void perform(Command command) override;
    [[nodiscard]] std::shared_ptr<const WalletView> view() override;
    void when_changed(std::function<void()> tell) override;
    // As the settings say: for the program that opens the window.
    [[nodiscard]] const Look& look() const { return settings_.look; }

private:
    void act(const CheckDraft& wanted);
    void act(const Pay& wanted);
    void act(const NewAddress& wanted);
    void act(const Rename& wanted);
    void act(const ClaimName& wanted);
    void act(const CopyText& wanted);
    void act(const CreateWallet& wanted);
    void act(const Unlock& wanted);
    void act(const LockKeys& wanted);
    void act(const ExportKeys& wanted);
    void act(const ImportKeys& wanted);
    void act(const ChangePassPhrase& wanted);
    void act(const ChangeLook& wanted);
    void act(const CloseBlock& wanted);
    // desk_mail.cpp
    void act(const WriteLetter& wanted);
    void act(const FindCard& wanted);
    void act(const CompareCard& wanted);
    void act(const RenewCard& wanted);
    void act(const ReadLetters& wanted);
    void act(const ForgetContact& wanted);
    void act(const Engrave& wanted);
    void act(const OlderEngravings& wanted);

    void name_contact(const std::string& address, const std::string& name);
    // Reads the settings again, changes them and keeps them; false, and told, where that fails.
    bool remember(const std::function<void(Settings&)>& change);

    void tell(Tone tone, std::string text, std::string advice = {});
    void tell_of(const Done& done, const std::string& success, const std::string& failure);
    // The same for what makes or opens the key file: its trouble is shown where one types.
    void tell_of_keys(const Done& done, const std::string& success, const std::string& failure);

    void went_wrong(const std::exception& broken);

    void read_account();
    void read_network();
    void read_addresses();
    void read_mail();
    void read_engravings();
    // What the owner of this address is called here, or its beginning.
    [[nodiscard]] std::string called(const crypto::PublicKey& key) const;
    void put_name(std::string& text, const crypto::PublicKey& key) const;
    [[nodiscard]] History read_history() const;

    std::unique_ptr<Account> account_;
    std::unique_ptr<SettingsStore> store_;
    Settings settings_;
    Draft draft_;                                     // the last one that was checked
    std::map<crypto::PublicKey, std::string> names_;  // contacts and own labels
    // What the account gave last, without names, and whether they have changed since.
    std::shared_ptr<const MailView> mail_;
    std::shared_ptr<const Timeline> engravings_;
    bool renamed_ = false;
    std::uint64_t notices_ = 0;

    WalletView next_;                          // the view that is being made
    std::shared_ptr<const WalletView> shown_;  // handed out last
    bool told_ = false;                        // next_ differs from shown_
    bool stale_ = true;                        // the account may have changed
    bool performed_ = false;                   // a command came since the last view
};

}  // namespace sbc::gui
