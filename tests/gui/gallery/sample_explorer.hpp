// A network that is only made up, for the explorer's window: a classroom's, or as large as is
// wanted.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>

#include "gui/explorer/backend.hpp"

namespace sample {

struct SampleSize {
    std::size_t nodes = 15;     // with wallets; each hangs on four others
    std::size_t blocks = 1205;  // of our history, with the genesis block
    std::size_t students = 0;   // a class of so many, and these nodes alone (sample_class.hpp)
};
sbc::gui::ExplorerView explorer(SampleSize size = {});
// One more block on top.
void add_block(sbc::gui::ExplorerView& view);

// Answers in memory, as a node would: a block can be looked at, altered and shown around; a class
// is parted and healed.
class Explorer : public sbc::gui::ExplorerBackend {
public:
    explicit Explorer(SampleSize size = {});
    void perform(const sbc::gui::ExplorerCommand& command) override;
    std::shared_ptr<const sbc::gui::ExplorerView> view() const override;
    void when_changed(std::function<void()> ring) override;

private:
    void change(const sbc::gui::ChangeByte& byte);
    void put_back();
    void judge();

    mutable std::mutex mutex_;  // guards all below
    sbc::gui::ExplorerView now_;
    std::optional<sbc::gui::BlockLook> look_;
    std::function<void()> ring_;
};

}  // namespace sample
