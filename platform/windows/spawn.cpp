#include "platform/windows/spawn.hpp"

#include <array>
#include <string>

#include "base/os_files.hpp"
#include "platform/windows/command_line.hpp"
#include "platform/windows/exit_code.hpp"
#include "platform/windows/system_error.hpp"
#include "platform/windows/wide.hpp"

namespace ftenv {
namespace {

class AttributeList {
 public:
  explicit AttributeList(DWORD count) {
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, count, 0, &size);
    m_bytes.resize(size);
    m_good = ::InitializeProcThreadAttributeList(get(), count, 0, &size) != 0;
  }
  AttributeList(const AttributeList&) = delete;
  AttributeList& operator=(const AttributeList&) = delete;
  ~AttributeList() {
    if (m_good) ::DeleteProcThreadAttributeList(get());
  }
  LPPROC_THREAD_ATTRIBUTE_LIST get() {
    return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_bytes.data());
  }
  // `handles` must live as long as this.
  bool only(std::vector<HANDLE>& handles) {
    return m_good && ::UpdateProcThreadAttribute(get(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.data(),
                                                 handles.size() * sizeof(HANDLE), nullptr, nullptr) != 0;
  }

 private:
  std::vector<char> m_bytes;
  bool m_good = false;
};

UniqueHandle null_input() {
  SECURITY_ATTRIBUTES inherited{};
  inherited.nLength = sizeof inherited;
  inherited.bInheritHandle = TRUE;
  return UniqueHandle(::CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                                    OPEN_EXISTING, 0, nullptr));
}

bool is_folder(const fs::path& path) {
  const DWORD attributes = ::GetFileAttributesW(os_files::system_path(path).c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

}  // namespace

Result<std::variant<SpawnedProcess, ExitStatus>> spawn(const SpawnRequest& request) {
  if (!request.directory.empty() && !is_folder(request.directory))
    return fail(ErrorCode::process, "can't enter the directory `" + request.directory.string() + "`");
  STARTUPINFOEXW startup{};
  startup.StartupInfo.cb = sizeof startup;
  DWORD flags = CREATE_UNICODE_ENVIRONMENT | CREATE_SUSPENDED | EXTENDED_STARTUPINFO_PRESENT;
  if (request.own_console) flags |= CREATE_NO_WINDOW;
  AttributeList attributes(1);
  UniqueHandle input;
  std::vector<HANDLE> handles;
  if (request.output != nullptr) {
    if (request.input == nullptr) input = null_input();
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = request.input != nullptr ? request.input : input.get();
    startup.StartupInfo.hStdOutput = request.output;
    startup.StartupInfo.hStdError = request.error;
    handles = {startup.StartupInfo.hStdInput, request.output, request.error};
    if (!attributes.only(handles))
      return fail(ErrorCode::internal, "can't choose a child's handles: " + last_error().message());
    startup.lpAttributeList = attributes.get();
  }
  std::wstring line = request.line;  // CreateProcessW writes into it
  std::wstring environment = request.environment;
  const std::wstring directory = request.directory.wstring();
  // Without an application name it would search the current directory.
  const std::wstring program = request.program.wstring();
  PROCESS_INFORMATION made{};
  if (::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, flags, environment.data(),
                       directory.empty() ? nullptr : directory.c_str(), &startup.StartupInfo, &made) == 0)
    return std::variant<SpawnedProcess, ExitStatus>(status_of_start_error(::GetLastError()));
  SpawnedProcess spawned{UniqueHandle(made.hProcess), made.dwProcessId};
  const UniqueHandle thread(made.hThread);
  if (request.job != nullptr && ::AssignProcessToJobObject(request.job->handle(), made.hProcess) == 0) {
    const std::string why = last_error().message();
    ::TerminateProcess(made.hProcess, 1);
    return fail(ErrorCode::internal, "a child can't be put into a job: " + why);
  }
  ::ResumeThread(thread.get());
  return std::variant<SpawnedProcess, ExitStatus>(std::move(spawned));
}

Result<std::wstring> line_for(const fs::path& program, const std::vector<std::string>& argv) {
  if (!is_batch_file(program.string())) return command_line(argv);
  const auto line = batch_line(command_interpreter().string(), program.string(), argv);
  if (!line)
    return fail(ErrorCode::process,
                "`" + program.string() +
                    "` is a batch file, and an argument holds a character that it can't be "
                    "given safely: a quote, `%`, `!` or the end of a line");
  return *line;
}

}  // namespace ftenv
