namespace Gateway.Edge.Tcp;

/// <summary>A lane's stream has ended. Its connections are closed and another lane is started.</summary>
internal sealed class LaneFailedException(Exception? inner) : Exception("the stream of a lane has ended", inner);
