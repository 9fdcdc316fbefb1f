#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace exercise {

// The blocks that a node knows. They have names in the place of hashes.
class Known {
public:
    struct Place {
        std::size_t height = 0;  // the genesis block has the height 0
        bool ours = false;  // it is in our history; or it lies aside, on a branch that has lost
    };

    // Our history begins with its genesis block.
    explicit Known(std::string genesis) { add(std::move(genesis)); }
    void add(std::string name) {
        places_.emplace(name, Place{.height = ours_.size(), .ours = true});
        ours_.push_back(std::move(name));
    }
    void add_aside(std::string name, std::size_t height) {
        places_.emplace(std::move(name), Place{.height = height, .ours = false});
    }

    // Of the last block of our history.
    [[nodiscard]] std::size_t height() const { return ours_.size() - 1; }
    // The block of our history at this height.
    [[nodiscard]] const std::string& at(std::size_t height) const {
        if (height < ours_.size()) return ours_[height];
        throw std::out_of_range{"at(" + std::to_string(height) + "): our history ends at " +
                                std::to_string(this->height())};
    }
    // Nothing: we have never seen it.
    [[nodiscard]] std::optional<Place> find(const std::string& name) const {
        const auto found = places_.find(name);
        if (found == places_.end()) return {};
        return found->second;
    }

private:
    std::vector<std::string> ours_;
    std::map<std::string, Place> places_;
};

using Locator = std::vector<std::string>;

// Where our history is, in few names, the highest first: its end, ten single steps down from there,
// then steps of 2, 4, 8 and so on, and at last the genesis block. Each block once.
[[nodiscard]] Locator locator_of(const Known& known);

// What a stranger who has sent this locator is missing: of all in it the first that is in our
// history is where we agree, and what follows there in our history is told, the lowest first, at
// most `most` names. If none of them is ours, what follows the genesis block.
[[nodiscard]] std::vector<std::string> what_follows(const Known& known,
                                                    std::span<const std::string> locator,
                                                    std::size_t most);

}  // namespace exercise
