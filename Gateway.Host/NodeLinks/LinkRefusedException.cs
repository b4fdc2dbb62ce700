namespace Gateway.Host.NodeLinks;

/// <summary>No link: the other side could not show that it is a node of this cluster, or would not take this node for one.</summary>
internal sealed class LinkRefusedException(string reason, Exception? cause = null) : Exception(reason, cause);
