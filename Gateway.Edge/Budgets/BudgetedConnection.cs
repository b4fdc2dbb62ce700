using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Edge.Budgets;

/// <summary>A connection whose end is told to the budget: when its descriptor is free again.</summary>
internal sealed class BudgetedConnection(ConnectionContext socket, ConnectionBudget budget) : ConnectionContext
{
    private int _closed;

    public override string ConnectionId
    {
        get => socket.ConnectionId;
        set => socket.ConnectionId = value;
    }

    public override IFeatureCollection Features => socket.Features;

    public override IDictionary<object, object?> Items
    {
        get => socket.Items;
        set => socket.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => socket.Transport;
        set => socket.Transport = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => socket.ConnectionClosed;
        set => socket.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => socket.LocalEndPoint;
        set => socket.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => socket.RemoteEndPoint;
        set => socket.RemoteEndPoint = value;
    }

    public override void Abort(ConnectionAbortedException abortReason) => socket.Abort(abortReason);

    public override void Abort() => socket.Abort();

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await socket.DisposeAsync();
            await base.DisposeAsync();
        }
        finally
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0) budget.Closed();
        }
    }
}
