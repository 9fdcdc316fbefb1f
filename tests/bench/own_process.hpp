// Runs this same program with other words, in a process whose memory and time are nobody else's.
#pragma once

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

class OwnProcess {
public:
    explicit OwnProcess(std::vector<std::string> words) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
        words.insert(words.begin(), "bench");
        std::vector<char*> all;
        all.reserve(words.size() + 1);
        for (std::string& word : words) all.push_back(word.data());
        all.push_back(nullptr);
        id_ = ::fork();
        if (id_ == 0) {
            (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);  // it does not outlive us
            (void)::dup2(ends[1], STDOUT_FILENO);
            (void)::execv("/proc/self/exe", all.data());
            ::_exit(127);
        }
        (void)::close(ends[1]);
        said_ = ::fdopen(ends[0], "r");
    }
    OwnProcess(const OwnProcess&) = delete;
    OwnProcess& operator=(const OwnProcess&) = delete;
    ~OwnProcess() {
        (void)::kill(id_, SIGKILL);
        (void)::waitpid(id_, nullptr, 0);
        (void)std::fclose(said_);
    }

    // Waits for the next line that it says; nothing if it has ended.
    [[nodiscard]] std::string line() {
        std::array<char, 200> text{};
        if (std::fgets(text.data(), text.size(), said_) == nullptr) return {};
        std::string line{text.data()};
        while (!line.empty() && line.back() == '\n') line.pop_back();
        return line;
    }

private:
    pid_t id_ = -1;
    std::FILE* said_ = nullptr;
};
