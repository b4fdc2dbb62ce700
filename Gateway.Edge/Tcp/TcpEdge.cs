using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Akka.Actor;
using Gateway.Actors.Load;
using Gateway.Actors.Nodes;
using Gateway.Edge.Metrics;
using Gateway.Edge.Tcp.Admission;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Edge.Tcp;

/// <summary>The device socket of this node: its lanes, its limits, its draining.</summary>
internal sealed class TcpEdge : ITerminalDoor, IDisposable
{
    private readonly TcpOptions _options;
    private readonly TimeProvider _time;
    private readonly Lane[] _lanes;
    private readonly AdmissionQueue _admission;
    private readonly ConcurrentDictionary<IPAddress, int> _perAddress = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint _nextLane;
    private int _open;
    private volatile bool _draining;

    public TcpEdge(TcpOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _admission = new AdmissionQueue(_options.NewcomersMax, time);
        _lanes = new Lane[_options.Lanes == 0 ? Environment.ProcessorCount : _options.Lanes];
        for (var i = 0; i < _lanes.Length; i++) _lanes[i] = new Lane();
    }

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>How full the queue of the fullest lane is, 0 to 1.</summary>
    public double Fullest
    {
        get
        {
            var most = 0;
            foreach (var lane in _lanes) most = Math.Max(most, lane.Waiting);
            return (double)most / Lane.QueueMax;
        }
    }

    public int Open => Volatile.Read(ref _open);

    public bool IsDraining => _draining;

    /// <summary>The next lane in turn that runs; null when none does.</summary>
    public LaneActor.Run? NextRun(out Lane lane)
    {
        var first = Interlocked.Increment(ref _nextLane);
        for (var i = 0u; i < _lanes.Length; i++)
        {
            lane = _lanes[(first + i) % (uint)_lanes.Length];
            if (lane.IsRunning) return lane.Run;
        }

        lane = _lanes[0];
        return null;
    }

    /// <summary>Counts a connection in, or refuses it. Dispose the place when it ends.</summary>
    public bool TryEnter(ConnectionContext connection, [NotNullWhen(true)] out IDisposable? place)
    {
        place = null;
        var address = AddressOf(connection);
        if (_draining)
        {
            EdgeMetrics.ConnectionRefused("draining");
        }
        else if (Interlocked.Increment(ref _open) > _options.MaxConnections)
        {
            Leave();
            EdgeMetrics.ConnectionRefused("max_connections");
        }
        else if (!TryCountAddress(address))
        {
            Leave();
            EdgeMetrics.ConnectionRefused("max_connections_per_address");
        }
        else
        {
            place = new Place(this, address);
        }

        return place is not null;
    }

    /// <summary>Waits until this newcomer may be read. Null: it has gone, or this node drains.</summary>
    public ValueTask<AdmissionPass?> AdmitAsync(ConnectionContext connection) => _admission.EnterAsync(AddressOf(connection), connection.ConnectionClosed);

    public void Dispose() => _admission.Dispose();

    public async Task DrainAsync(TimeSpan spread, TimeSpan atMost)
    {
        _draining = true;
        _admission.Close();
        foreach (var lane in _lanes) lane.Actor.Tell(new LaneMessages.CloseAll(spread));
        if (Open > 0) await _empty.Task.WaitAsync(atMost, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static IPAddress AddressOf(ConnectionContext connection) => ClientAddress.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);

    private bool TryCountAddress(IPAddress address)
    {
        if (_options.MaxConnectionsPerAddress == 0) return true;
        if (_perAddress.AddOrUpdate(address, 1, static (_, count) => count + 1) <= _options.MaxConnectionsPerAddress) return true;
        ForgetAddress(address);
        return false;
    }

    private void ForgetAddress(IPAddress address)
    {
        if (_options.MaxConnectionsPerAddress > 0 && _perAddress.AddOrUpdate(address, 0, static (_, count) => count - 1) <= 0)
            _perAddress.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _open) == 0 && _draining) _empty.TrySetResult();
    }

    private sealed class Place(TcpEdge edge, IPAddress address) : IDisposable
    {
        public void Dispose()
        {
            edge.ForgetAddress(address);
            edge.Leave();
        }
    }
}
