// What the adapter tests start: it says what it was given, or does what the first word says.
#include <windows.h>

#include <shellapi.h>

#include <cstdio>
#include <string>

#include "base/fs.hpp"
#include "platform/append_line.hpp"
#include "platform/file_lock.hpp"
#include "platform/host_probe.hpp"
#include "platform/terminal.hpp"
#include "platform/windows/wide.hpp"

using namespace ftenv;

namespace {

void say(const std::string& text) {
  DWORD written = 0;
  ::WriteFile(::GetStdHandle(STD_OUTPUT_HANDLE), text.data(), static_cast<DWORD>(text.size()), &written,
              nullptr);
}

// Length and bytes: whatever is in them.
int tell_arguments(int count, wchar_t** words) {
  for (int i = 2; i < count; ++i) {
    const std::string word = to_utf8(words[i]);
    say(std::to_string(word.size()) + ":" + word + "\n");
  }
  return 0;
}

int start_another(const std::wstring& program, const std::string& pid_file) {
  std::wstring line = L"\"" + program + L"\" sleep-and-tell \"" + to_wide(pid_file) + L"\"";
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION made{};
  if (::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &startup,
                       &made) == 0)
    return 9;
  return 0;
}

int hold_lock(const std::string& path, DWORD milliseconds) {
  auto lock = FileLock::try_acquire(path);
  if (!lock) return 8;
  if (!*lock) {
    say("held\n");
    return 7;
  }
  say("mine\n");
  ::Sleep(milliseconds);
  return 0;
}

int run(int count, wchar_t** words) {
  const std::string what = count > 1 ? to_utf8(words[1]) : "";
  const std::string argument = count > 2 ? to_utf8(words[2]) : "";
  if (what == "arguments") return tell_arguments(count, words);
  if (what == "environment") {
    const Environment environment = current_environment();
    for (const auto& [name, value] : environment.variables()) say(name + "=" + value + "\n");
    return 0;
  }
  if (what == "directory") {
    say(fs::current_path().string() + "\n");
    return 0;
  }
  if (what == "exit") return std::stoi(argument);
  if (what == "crash") ::RaiseException(0xC0000005, 0, 0, nullptr);
  if (what == "sleep-and-tell") {
    (void)append_line_synced(argument, std::to_string(current_pid()));
    ::Sleep(60000);
    return 0;
  }
  if (what == "parent") {  // starts one that sleeps and sleeps itself
    const int started = start_another(words[0], argument);
    if (started != 0) return started;
    ::Sleep(60000);
    return 0;
  }
  if (what == "orphan") return start_another(words[0], argument);
  if (what == "lock") return hold_lock(argument, count > 3 ? std::stoul(to_utf8(words[3])) : 0);
  if (what == "append") {
    for (int i = 0; i < 100; ++i)
      (void)append_line_synced(argument, std::string(200, *to_utf8(words[3]).c_str()));
    return 0;
  }
  if (what == "write") {
    const std::string block(std::stoul(argument), 'x');
    say(block);
    return 0;
  }
  if (what == "input") {
    char byte = 0;
    DWORD got = 0;
    const BOOL read = ::ReadFile(::GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &got, nullptr);
    say(read == 0 || got == 0 ? "nothing\n" : "something\n");
    return 0;
  }
  if (what == "handle") {  // is this number a handle here?
    DWORD flags = 0;
    const auto number = static_cast<std::uintptr_t>(std::stoull(argument));
    say(::GetHandleInformation(reinterpret_cast<HANDLE>(number), &flags) != 0 &&
                ::GetFileType(reinterpret_cast<HANDLE>(number)) == FILE_TYPE_DISK
            ? "open\n"
            : "closed\n");
    return 0;
  }
  if (what == "console") {  // makes the window of its own, invisible console as wide as asked
    const HANDLE screen =
        ::CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                      OPEN_EXISTING, 0, nullptr);
    say("before " + std::to_string(terminal_columns()) + "\n");
    ::SetStdHandle(STD_ERROR_HANDLE, screen);
    const auto width = static_cast<SHORT>(std::stoi(argument));
    SMALL_RECT window{0, 0, static_cast<SHORT>(width - 1), 9};
    const BOOL resized = ::SetConsoleWindowInfo(screen, TRUE, &window);
    const TerminalFacts facts = probe_terminal(Environment());
    say(std::string("resized ") + (resized != 0 ? "yes" : "no") + "\ncolumns " +
        std::to_string(facts.columns) + "\nterminal " + (facts.stderr_is_terminal ? "yes" : "no") +
        "\ncode page " + std::to_string(::GetConsoleOutputCP()) + "\n");
    return 0;
  }
  if (what == "hold-open") {  // as a scanner would: nobody may rename it meanwhile
    const HANDLE file =
        ::CreateFileW(words[2], GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
    say(file == INVALID_HANDLE_VALUE ? "failed\n" : "holding\n");
    ::Sleep(std::stoul(to_utf8(words[3])));
    return 0;
  }
  return 99;
}

}  // namespace

int main() {
  int count = 0;
  wchar_t** const words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  return run(count, words);
}
