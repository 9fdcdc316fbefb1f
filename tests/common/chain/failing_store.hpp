#pragma once

#include "chain/memory_store.hpp"

// A store in memory that fails on command: at its n-th call from now on, once or for good.
class FailingStore : public sbc::chain::BlockStore {
public:
    using Hash = sbc::chain::Hash;
    using Block = sbc::chain::Block;
    using Undo = sbc::chain::Undo;
    using Move = sbc::chain::Move;
    using StoreError = sbc::chain::StoreError;

    // 0: at the next one.
    void fail_at(std::size_t call, bool for_good = false) {
        calls_left_ = call;
        for_good_ = for_good;
        failing_ = true;
    }
    void heal() { failing_ = false; }
    // Whether it still has to fail, or does so for good.
    [[nodiscard]] bool failing() const { return failing_; }

    [[nodiscard]] sbc::Result<void, StoreError> keep(const Hash& hash, sbc::chain::Height height,
                                                     const Block& block) override {
        if (fails()) return full();
        return store_.keep(hash, height, block);
    }
    [[nodiscard]] sbc::Result<Block, StoreError> body(const Hash& hash) const override {
        if (fails()) return full();
        if (body_fails) return sbc::refuse(*body_fails, "told to have lost it");
        return store_.body(hash);
    }
    [[nodiscard]] sbc::Result<Undo, StoreError> undo(const Hash& hash) const override {
        if (fails()) return full();
        auto undo = store_.undo(hash);
        if (undo && spoil_undo) spoil_undo(*undo);
        return undo;
    }
    [[nodiscard]] sbc::Result<void, StoreError> move(const Move& move) override {
        if (fails()) return full();
        for (const Hash& hash : move.disconnected) {
            if (history_.empty() || history_.back() != hash) wrong_ = true;
            if (!history_.empty()) history_.pop_back();
        }
        for (const auto& connected : move.connected) {
            history_.push_back(connected.hash);
            if (connected.height.value() != history_.size()) wrong_ = true;
        }
        return store_.move(move);
    }
    void forget(const Hash& hash) override { store_.forget(hash); }
    [[nodiscard]] sbc::Result<void, StoreError> settle() const override {
        if (fails()) return full();
        return {};
    }
    // Each block, each value and the end of them is a step that may fail.
    [[nodiscard]] sbc::Result<void, StoreError> each_block(
        const std::function<void(const Kept&)>& look) const override {
        bool failed = false;
        auto all = store_.each_block([&](Kept kept) {
            failed = failed || fails();
            if (!failed && spoil_block) spoil_block(kept);
            if (!failed) look(kept);
        });
        if (failed || fails()) return full();
        return all;
    }
    [[nodiscard]] sbc::Result<void, StoreError> each_value(
        std::string_view prefix, std::string_view from,
        const std::function<bool(std::string_view key, std::string_view value)>& look)
        const override {
        bool failed = false;
        auto all = store_.each_value(prefix, from, [&](auto key, auto value) {
            failed = failed || fails();
            std::string found_key{key};
            std::string found{value};
            if (spoil_value) spoil_value(found_key, found);
            return !failed && look(found_key, found);
        });
        if (failed || fails()) return full();
        return all;
    }

    // What is read again from now on, as if the file were damaged; nothing: it is whole.
    std::function<void(Kept&)> spoil_block;
    std::function<void(std::string& key, std::string& value)> spoil_value;
    std::function<void(Undo&)> spoil_undo;
    std::optional<StoreError> body_fails;

    // Our history, as a restart would find it; and whether it was ever moved from where it was not.
    [[nodiscard]] const std::vector<Hash>& history() const { return history_; }
    [[nodiscard]] bool wrong() const { return wrong_; }
    [[nodiscard]] std::size_t bodies() const { return store_.bodies(); }

private:
    [[nodiscard]] bool fails() const {
        if (!failing_) return false;
        if (calls_left_ > 0) {
            --calls_left_;
            return false;
        }
        failing_ = for_good_;
        return true;
    }
    [[nodiscard]] static tl::unexpected<sbc::Refusal<StoreError>> full() {
        return sbc::refuse(StoreError::Failed, "told to fail");
    }

    sbc::chain::MemoryStore store_;
    std::vector<Hash> history_;
    bool wrong_ = false;
    bool for_good_ = false;
    mutable bool failing_ = false;
    mutable std::size_t calls_left_ = 0;
};
