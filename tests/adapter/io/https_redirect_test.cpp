#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "adapter/io/streamed_fixture.hpp"

namespace ftenv {
namespace {

using namespace test;

// `openssl s_server`, which sends the files of a directory as they are, heads included.
class HttpsServer {
 public:
  // Makes its certificate in `directory`. Is there an openssl to do that?
  explicit HttpsServer(const fs::path& directory) : m_directory(directory) {
    m_made = wait_for(
        start({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "key.pem",
               "-out", "cert.pem", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"}));
  }
  HttpsServer(const HttpsServer&) = delete;
  HttpsServer& operator=(const HttpsServer&) = delete;
  ~HttpsServer() {
    if (m_server <= 0) return;
    ::kill(m_server, SIGKILL);
    wait_for(m_server);
  }

  bool is_possible() const { return m_made; }
  fs::path certificate() const { return m_directory / "cert.pem"; }
  void start() {
    m_port = std::to_string(unused_port());
    m_server = start({"openssl", "s_server", "-HTTP", "-accept", "127.0.0.1:" + m_port, "-cert", "cert.pem",
                      "-key", "key.pem"});
  }
  std::string url(const std::string& path) const { return "https://127.0.0.1:" + m_port + path; }

 private:
  pid_t start(const std::vector<std::string>& command) const {
    std::vector<char*> argv;
    for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    const bool quiet = std::freopen("/dev/null", "w", stdout) && std::freopen("/dev/null", "w", stderr) &&
                       std::freopen("/dev/null", "r", stdin);
    if (quiet && ::chdir(m_directory.c_str()) == 0) ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  static bool wait_for(pid_t child) {
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  fs::path m_directory;
  bool m_made = false;
  std::string m_port;
  pid_t m_server = -1;
};

TEST_CASE("a redirect from https to http is not followed") {
  const StreamedArchives made(ArchiveFormat::tar_gz);
  StreamedFixture on(made);
  REQUIRE(make_directories(on.dir / "site"));
  HttpsServer secure(on.dir / "site");
  if (!secure.is_possible()) {
    WARN("skipped: there is no openssl to serve https with");
    return;
  }
  HttpServer plain(honest(on.body));
  write_file(on.dir / "site" / "direct",
             "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(on.body.size()) + "\r\n\r\n" + on.body);
  write_file(on.dir / "site" / "down", "HTTP/1.1 302 Found\r\nLocation: " + plain.url("/f") +
                                           "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  secure.start();
  on.options.environment.set("SSL_CERT_FILE", secure.certificate().string());

  Result<Download> direct = fail(ErrorCode::internal, "never asked");
  for (int i = 0; i < 100 && !direct; ++i) {  // until it listens
    direct = on.fetch_and_unpack(on.request({secure.url("/direct")}, on.pin));
    if (!direct) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  delivered(direct);
  CHECK(on.check_disk(direct) == "");
  REQUIRE(remove_tree(on.cache()));
  REQUIRE(remove_tree(on.out()));

  const auto refused = on.fetch_and_unpack(on.request({secure.url("/down")}, on.pin));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::network);
  CHECK(contains(full_text(refused.error()), "less safe"));
  CHECK(on.check_disk(refused) == "");
  CHECK(plain.requests().empty());
}

}  // namespace
}  // namespace ftenv
