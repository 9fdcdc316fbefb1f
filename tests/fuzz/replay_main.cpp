// Runs a fuzz target over files and folders of inputs, without libFuzzer: any compiler can repeat
// what was found. Usage: replay_<name> CORPUS_FOLDER_OR_FILE...
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> files_in(const std::filesystem::path& path) {
    if (!std::filesystem::is_directory(path)) return {path};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{path})
        if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t inputs = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& file : files_in(argv[i])) {
            std::ifstream stream{file, std::ios::binary};
            const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
            if (!stream) {
                std::cerr << file.string() << " cannot be read\n";
                return 1;
            }
            std::cerr << file.string() << '\n';  // the last one named is the one that crashed
            // A copy of its own size: a read beyond the end is then beyond an allocation.
            const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
            LLVMFuzzerTestOneInput(input.data(), input.size());
            ++inputs;
        }
    }
    std::cout << inputs << " inputs\n";
    return inputs > 0 ? 0 : 1;
}
