#include <signal.h>

#include "adapter/platform/windows/windows_children.hpp"
#include "platform/identity.hpp"
#include "platform/interrupt.hpp"
#include "platform/kept_environment.hpp"
#include "platform/machine_facts.hpp"
#include "platform/watch_process.hpp"

namespace ftenv::test {

TEST_CASE("windows: the host says what it is") {
  const auto host = probe_host();
  REQUIRE(host);
  CHECK(host->os == "windows");
  CHECK(host->distro == "windows");
  CHECK(!host->distro_version.empty());
  CHECK(host->arch == "x86_64");
  CHECK(host->platform() == "windows-x86_64");
  CHECK(host->cores >= 1);
  CHECK(host->libc.empty());
  CHECK(current_pid() == static_cast<long>(::GetCurrentProcessId()));
}

TEST_CASE("windows: names of variables are upper-case, and the hidden ones are none") {
  ::SetEnvironmentVariableW(L"Ftenv_Test_Mixed", L"x=\x00E9");
  const Environment environment = current_environment();
  CHECK(environment.get("FTENV_TEST_MIXED") == "x=\xC3\xA9");
  CHECK(environment.has("PATH"));
  for (const auto& [name, value] : environment.variables()) CHECK(name.find('=') == std::string::npos);
}

TEST_CASE("windows: what the registry keeps for each login is read") {
  HKEY key = nullptr;
  REQUIRE(::RegCreateKeyExW(HKEY_CURRENT_USER, L"Environment", 0, nullptr, 0, KEY_WRITE, nullptr, &key,
                            nullptr) == ERROR_SUCCESS);
  const std::wstring value = L"%USERPROFILE%\\\x00E9";
  REQUIRE(::RegSetValueExW(key, L"FTENV_TEST_KEPT", 0, REG_EXPAND_SZ,
                           reinterpret_cast<const BYTE*>(value.c_str()),
                           static_cast<DWORD>((value.size() + 1) * sizeof(wchar_t))) == ERROR_SUCCESS);
  bool found = false;
  for (const KeptVariable& variable : kept_environment()) {
    if (variable.name != "FTENV_TEST_KEPT") continue;
    found = true;
    CHECK(variable.value == "%USERPROFILE%\\\xC3\xA9");
    CHECK(variable.place == "HKCU\\Environment");
    CHECK(!variable.system);
  }
  CHECK(found);
  ::RegDeleteValueW(key, L"FTENV_TEST_KEPT");
  ::RegCloseKey(key);
}

TEST_CASE("windows: the console's width is the window's, and 80 where there is none") {
  const std::string told = ran(child({"console", "60"})).out;
  CHECK(told == "before 80\nresized yes\ncolumns 60\nterminal yes\ncode page 65001\n");
}

TEST_CASE("windows: places, owners, memory, locales") {
  const TestDir dir;
  const auto facts = system_machine().filesystem(dir / "none" / "yet");
  REQUIRE(facts);
  CHECK(facts->free_bytes > 0);
  CHECK(!facts->read_only);
  CHECK(facts->device == system_machine().filesystem(dir.path())->device);
  const OwnerFacts owner = system_machine().owner(dir.path());
  CHECK(owner.exists);
  CHECK(owner.directory);
  CHECK(owner.writable);
  CHECK(!system_machine().owner(dir / "none").exists);
  CHECK(system_machine().memory()->available_bytes > (1u << 20));
  CHECK(system_machine().has_locale("C"));
  CHECK(system_machine().has_locale("en_US.UTF-8"));
  CHECK(!system_machine().has_locale("xx_notalocale"));
  CHECK(system_machine().seconds_since_1970() > 1700000000);
}

TEST_CASE("windows: a program is looked up in PATH with the endings of programs, never here") {
  const TestDir dir;
  write_file(dir / "one" / "tool.exe", "");
  write_file(dir / "one" / "script.py", "");
  write_file(dir / "two" / "tool.cmd", "");
  write_file(dir / "two" / "tool", "");
  write_file(dir / "tool.exe", "");
  REQUIRE(make_directories(dir / "three" / "tool.exe"));
  const fs::path before = fs::current_path();
  fs::current_path(dir.path());
  const std::string one = (dir / "one").string();
  const std::string two = (dir / "two").string();
  const auto all = find_all_programs("tool", (dir / "three").string() + ";" + one + ";\"" + two + "\"");
  CHECK(all == std::vector<fs::path>{dir / "one" / "tool.exe", dir / "two" / "tool.cmd"});
  CHECK(find_program("TOOL.EXE", two + ";" + one));
  CHECK(!find_program("script", one));
  for (const char* path : {"", ";", ".", ".\\", "one", "..", "C:one", "\\one"}) {
    INFO(path);
    CHECK(!find_program("tool", path));
  }
  CHECK(find_program((dir / "one" / "tool").string(), "") == fs::path((dir / "one" / "tool.exe").string()));
  fs::current_path(before);
}

TEST_CASE("windows: a person's command runs to its end") {
  const CancelToken cancel;
  const auto status = watch_process({child_program(), "exit", "5"}, current_environment(), cancel);
  REQUIRE(status);
  CHECK(status->value == 5);
  CHECK(!watch_process({"ftenv-no-such-program"}, current_environment(), cancel));
}

TEST_CASE("windows: Ctrl-C becomes a cancellation") {
  CancelToken cancel;
  {
    const InterruptHandler handler(cancel);
    // Under a test runner there is none to send it through.
    ::FreeConsole();
    REQUIRE(::AllocConsole() != 0);
    ::SetConsoleCtrlHandler(nullptr, FALSE);
    REQUIRE(::GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0) != 0);
    CHECK(within(std::chrono::seconds(5), [&] { return cancel.requested(); }));
  }
  CHECK(cancel.signal() == SIGINT);
}

}  // namespace ftenv::test
