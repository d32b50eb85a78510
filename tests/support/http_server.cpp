#include "support/http_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "base/text.hpp"

namespace ftenv::test {
namespace {

constexpr int k_poll_ms = 20;

// A listening socket on a free loopback port, which is written to `port`.
int listen_on_loopback(int& port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (socket < 0 || ::bind(socket, generic, size) != 0 || ::listen(socket, 64) != 0 ||
      ::getsockname(socket, generic, &size) != 0) {
    throw std::runtime_error("can't listen on the loopback address");
  }
  port = ntohs(address.sin_port);
  return socket;
}

HttpRequest parse_request(std::string_view head) {
  HttpRequest request;
  const auto lines = split_lines(head);
  const auto words = lines.empty() ? std::vector<std::string>() : split_words(lines[0]);
  if (words.size() >= 2) {
    request.method = words[0];
    request.target = words[1];
  }
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t colon = lines[i].find(':');
    if (colon == std::string::npos) continue;
    request.headers[to_lower(lines[i].substr(0, colon))] = trim(std::string_view(lines[i]).substr(colon + 1));
  }
  return request;
}

}  // namespace

std::string HttpRequest::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

std::size_t HttpRequest::range_start() const {
  const std::string range = header("range");
  return starts_with(range, "bytes=") ? std::strtoull(range.c_str() + 6, nullptr, 10) : 0;
}

bool HttpConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpConnection::respond(int status, std::string_view body, const std::vector<std::string>& headers) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " As Told\r\nConnection: close\r\n";
  head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  for (const std::string& line : headers) head += line + "\r\n";
  return send(head + "\r\n") && send(body);
}

void HttpConnection::reset() {
  const linger hard{1, 0};
  ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
}

bool HttpConnection::stall(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!m_stop && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(k_poll_ms));
  }
  return !m_stop;
}

HttpServer::HttpServer(Handler handler)
    : m_handler(std::move(handler)),
      m_listener(listen_on_loopback(m_port)),
      m_acceptor([this] { accept_loop(); }) {}

HttpServer::~HttpServer() {
  m_stop = true;
  m_acceptor.join();
  for (std::thread& worker : m_workers) worker.join();
  ::close(m_listener);
}

std::string HttpServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(m_port) + path;
}

std::vector<HttpRequest> HttpServer::requests() const {
  const std::lock_guard lock(m_mutex);
  return m_requests;
}

void HttpServer::accept_loop() {
  while (!m_stop) {
    pollfd waiting{m_listener, POLLIN, 0};
    if (::poll(&waiting, 1, k_poll_ms) <= 0) continue;
    const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket >= 0) m_workers.emplace_back([this, socket] { serve(socket); });
  }
}

void HttpServer::serve(int socket) {
  std::string head;
  while (!m_stop && !contains(head, "\r\n\r\n")) {
    pollfd waiting{socket, POLLIN, 0};
    if (::poll(&waiting, 1, k_poll_ms) <= 0) continue;
    char block[4096];
    const ssize_t got = ::recv(socket, block, sizeof(block), 0);
    if (got <= 0) break;
    head.append(block, static_cast<std::size_t>(got));
  }
  if (contains(head, "\r\n\r\n")) {
    const HttpRequest request = parse_request(head);
    {
      const std::lock_guard lock(m_mutex);
      m_requests.push_back(request);
    }
    HttpConnection connection(socket, m_stop);
    m_handler(request, connection);
  }
  ::close(socket);
}

int unused_port() {
  int port = 0;
  ::close(listen_on_loopback(port));
  return port;
}

void respond_with_range(const HttpRequest& request, HttpConnection& connection, const std::string& body) {
  const std::size_t start = request.range_start();
  if (request.header("range").empty()) {
    connection.respond(200, body);
  } else if (start >= body.size()) {
    connection.respond(416, "", {"Content-Range: bytes */" + std::to_string(body.size())});
  } else {
    connection.respond(206, body.substr(start),
                       {"Content-Range: bytes " + std::to_string(start) + "-" +
                        std::to_string(body.size() - 1) + "/" + std::to_string(body.size())});
  }
}

}  // namespace ftenv::test
