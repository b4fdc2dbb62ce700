using System.Security.Cryptography.X509Certificates;

namespace Gateway.Host.NodeLinks;

/// <summary>Who this node is to other nodes, and whom it takes for one.</summary>
internal interface ILinkTrust
{
    /// <summary>This node's own certificate with its key, first, and those that lead from it to who signed it.</summary>
    X509Certificate2Collection Own { get; }

    /// <summary>Null: it is a node of this cluster. Else why not, for people.</summary>
    /// <param name="certificate">What it showed; it has proved that it has the key.</param>
    /// <param name="sent">Other certificates that it sent along.</param>
    /// <param name="host">The name or address that was called; null when it called.</param>
    string? Refusal(X509Certificate2 certificate, X509Certificate2Collection sent, string? host);
}
