using System.Net;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>
/// The load balancer before the nodes, as deploy/haproxy has it: a node whose <c>/health/ready</c> fails twice gets no new connections, one that is ready twice gets them again;
/// the
/// node with the fewest connections is next. Connections that are open stay where they are. With one node it does nothing.
/// </summary>
internal sealed class Balancer : IEntrance, IDisposable
{
    private const int Fall = 2;
    private const int Rise = 2;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Node[] _nodes;
    private readonly HttpClient _http = new() { Timeout = LookMax };
    private int _nextApi;

    public Balancer(SoakAddresses gateway, TimeProvider time)
    {
        _time = time;
        _nodes = [.. gateway.Nodes.Select(static addresses => new Node(addresses))];
    }

    /// <summary>Looks at the nodes until told to stop.</summary>
    public Task RunAsync(CancellationToken stop) => _nodes.Length == 1 ? Task.CompletedTask : Task.WhenAll(_nodes.Select(node => WatchAsync(node, stop)));

    public (int Node, EndPoint Address) Enter()
    {
        lock (_gate)
        {
            var node = Fittest();
            _nodes[node].Open++;
            return (node, _nodes[node].Addresses.Socket);
        }
    }

    public void Leave(int node)
    {
        lock (_gate) _nodes[node].Open--;
    }

    /// <summary>The platform API of the next node in turn that is ready; of any when none is.</summary>
    public Uri NextApi()
    {
        lock (_gate)
        {
            for (var i = 0; i < _nodes.Length; i++)
            {
                var node = _nodes[(++_nextApi & int.MaxValue) % _nodes.Length];
                if (node.IsIn) return node.Addresses.Api;
            }

            return _nodes[(_nextApi & int.MaxValue) % _nodes.Length].Addresses.Api;
        }
    }

    public void Dispose() => _http.Dispose();

    private int Fittest()
    {
        var best = 0;
        for (var i = 1; i < _nodes.Length; i++)
            if (_nodes[i].IsIn != _nodes[best].IsIn ? _nodes[i].IsIn : _nodes[i].Open < _nodes[best].Open) best = i;

        return best;
    }

    private async Task WatchAsync(Node node, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, _time);
        try
        {
            do
            {
                var ready = await IsReadyAsync(node, stop);
                lock (_gate) node.Note(ready);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // the soak is over
        }
    }

    private async Task<bool> IsReadyAsync(Node node, CancellationToken stop)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(node.Addresses.Api, "health/ready"), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed class Node(NodeAddresses addresses)
    {
        private int _ready;
        private int _failed;

        public NodeAddresses Addresses => addresses;

        public int Open { get; set; }

        public bool IsIn { get; private set; } = true;

        public void Note(bool ready)
        {
            _ready = ready ? _ready + 1 : 0;
            _failed = ready ? 0 : _failed + 1;
            if (_ready >= Rise) IsIn = true;
            if (_failed >= Fall) IsIn = false;
        }
    }
}
