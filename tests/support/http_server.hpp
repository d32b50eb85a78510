// A loopback HTTP server that does what it is told, lies included: the handler writes raw bytes.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace ftenv::test {

struct HttpRequest {
  std::string method;
  std::string target;                          // as sent: "/file", or a whole URL to a proxy
  std::map<std::string, std::string> headers;  // names in lower case

  std::string header(const std::string& name) const;
  // N of "Range: bytes=N-", 0 where there is none.
  std::size_t range_start() const;
};

class HttpConnection {
 public:
  HttpConnection(int socket, const std::atomic<bool>& stop) : m_socket(socket), m_stop(stop) {}
  bool send(std::string_view bytes);
  // Sends a head with Content-Length and Connection: close, and the body.
  bool respond(int status, std::string_view body, const std::vector<std::string>& headers = {});
  void reset();  // the next close is a hard one (RST)
  // Does nothing for a while; false when the server is being shut down.
  bool stall(std::chrono::milliseconds time);

 private:
  int m_socket;
  const std::atomic<bool>& m_stop;
};

class HttpServer {
 public:
  using Handler = std::function<void(const HttpRequest&, HttpConnection&)>;
  explicit HttpServer(Handler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const { return m_port; }
  std::string url(const std::string& path) const;
  std::vector<HttpRequest> requests() const;

 private:
  void accept_loop();
  void serve(int socket);

  Handler m_handler;
  int m_port = 0;
  int m_listener = -1;
  std::atomic<bool> m_stop{false};
  mutable std::mutex m_mutex;
  std::vector<HttpRequest> m_requests;
  std::vector<std::thread> m_workers;
  std::thread m_acceptor;  // last: it uses all of the above
};

// A port of this machine on which nobody listens.
int unused_port();

// Serves `body` and honours Range.
void respond_with_range(const HttpRequest& request, HttpConnection& connection, const std::string& body);

}  // namespace ftenv::test
