#include "platform/windows/console_mode.hpp"

#include <windows.h>

#include <array>

namespace ftenv {
namespace {

class Console : public ConsoleMode {
 public:
  Console() : m_code_page(::GetConsoleOutputCP()) {
    if (m_code_page != 0) utf8 = ::SetConsoleOutputCP(CP_UTF8) != 0;
    for (Stream& stream : m_streams) {
      stream.console = ::GetConsoleMode(::GetStdHandle(stream.id), &stream.before) != 0;
      if (!stream.console) continue;
      constexpr DWORD k_escapes = ENABLE_PROCESSED_OUTPUT | 0x0004;  // ENABLE_VIRTUAL_TERMINAL_PROCESSING
      const bool follows = ::SetConsoleMode(::GetStdHandle(stream.id), stream.before | k_escapes) != 0;
      if (stream.id == STD_ERROR_HANDLE) escapes = follows;
    }
  }
  // The shell goes on in the same console.
  ~Console() {
    for (const Stream& stream : m_streams)
      if (stream.console) ::SetConsoleMode(::GetStdHandle(stream.id), stream.before);
    if (utf8) ::SetConsoleOutputCP(m_code_page);
  }
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

 private:
  struct Stream {
    DWORD id;
    bool console = false;
    DWORD before = 0;
  };
  UINT m_code_page;
  std::array<Stream, 2> m_streams{Stream{STD_OUTPUT_HANDLE}, Stream{STD_ERROR_HANDLE}};
};

}  // namespace

const ConsoleMode& console_mode() {
  static const Console console;
  return console;
}

}  // namespace ftenv
