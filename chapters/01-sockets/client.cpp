#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <iostream>
#include <thread>

#include "base/console.hpp"
#include "base/utf8.hpp"
#include "frame.hpp"

namespace stage {

// #region names
using asio::ip::tcp;
using Texts = std::vector<std::string>;
using Pause = std::chrono::milliseconds;
// #endregion names

// #region say-answer
static void say_answer(sbc::ByteView answer) {
    sbc::say(sbc::Tone::Good, "answer: \"" + sbc::printable(sbc::as_text(answer)) + '"');
}
// #endregion say-answer

// #region until-end
// One send for each text, then "no more will come". The answer ends in the same way.
static std::string ask_until_end(tcp::socket& server, const Texts& texts, Pause pause) {
    asio::error_code error;
    for (const std::string& text : texts) {
        asio::write(server, asio::buffer(text), error);
        if (error) return error.message();
        std::this_thread::sleep_for(pause);
    }
    server.shutdown(tcp::socket::shutdown_send, error);
    sbc::Bytes answer;
    asio::read(server, asio::dynamic_buffer(answer), error);
    if (error != asio::error::eof) return error.message();
    say_answer(answer);
    return {};
}
// #endregion until-end

// #region send-frames
// One frame for each text, then as many answers. The connection stays open for more.
static std::string ask_in_frames(tcp::socket& server, const Texts& texts, Pause pause) {
    asio::error_code error;
    for (const std::string& text : texts) {
        const auto frame = encode_frame(sbc::as_bytes(text));
        if (!frame) return "cannot send: " + frame.error().text;
        asio::write(server, asio::buffer(*frame), error);
        if (error) return error.message();
        std::this_thread::sleep_for(pause);
    }
    // #endregion send-frames
    // #region hear-frames
    FrameDecoder decoder;
    sbc::Bytes buffer(1024);
    for (std::size_t answers = 0; answers < texts.size();) {
        const auto next = decoder.next();
        if (!next) return "refused: " + next.error().text;
        if (next->has_value()) {
            say_answer(**next);
            ++answers;
        } else {
            decoder.feed(
                sbc::ByteView{buffer}.first(server.read_some(asio::buffer(buffer), error)));
            if (error) return error.message();
        }
    }
    return {};
}
// #endregion hear-frames

}  // namespace stage

// #region command-line
int main(int argc, char** argv) {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::uint16_t pause_ms = 0;
    bool framed = false;
    stage::Texts texts;
    sbc::CommandLine line{"client", "Sends texts to a server and prints what comes back."};
    line.option("--host", host, "the server's address, such as 127.0.0.1 or ::1");
    line.option("--port", port, "the server's port");
    line.option("--pause-ms", pause_ms, "how long to wait after each text");
    line.flag("--framed", framed, "send each text as a frame");
    line.words("texts", texts, "what to send; with --framed and without texts: lines you type");
    if (const auto exit_code = line.parse(argc, argv)) return *exit_code;
    // #endregion command-line
    // #region connect
    asio::io_context io;
    stage::tcp::socket server{io};
    asio::error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (!error) server.connect({address, port}, error);
    if (error) {
        sbc::log_error("cannot connect to " + host + ", port " + std::to_string(port) + ": " +
                       error.message() + ". Does a server listen at that address and port?");
        return 1;
    }
    // #endregion connect
    // #region talk
    const stage::Pause pause{pause_ms};
    const auto ask = framed ? stage::ask_in_frames : stage::ask_until_end;
    std::string trouble = ask(server, texts, pause);
    std::string typed;
    while (framed && texts.empty() && trouble.empty() && std::getline(std::cin, typed)) {
        if (!typed.empty()) trouble = ask(server, {typed}, pause);
    }
    if (!trouble.empty()) sbc::log_error("the conversation ended early: " + trouble);
    return trouble.empty() ? 0 : 1;
    // #endregion talk
}
